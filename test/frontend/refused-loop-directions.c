// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// The step leads to the bound.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:26: error: the step moves 'i' away from its bound
  for (int i = 0; i < 8; i--) a[i] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step moves 'i' away from its bound
  for (int i = 8; i > 0; i += 2) a[i] = 1;
// CHECK: :[[#@LINE+1]]:27: error: the step moves 'i' away from its bound
  for (int i = 0; i <= 8; i += -1) a[i] = 1;
}
