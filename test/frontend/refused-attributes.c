// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Attributes that would change what is computed or where it lies.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:27: error: the attribute 'section' is not part of the language; leave it away
wsp_kernel __attribute__((section(".text.k"))) void k(float a[8]) {
// CHECK: :[[#@LINE+1]]:18: error: the attribute 'aligned' is not part of the language; leave it away
  __attribute__((aligned(64))) float t[4];
  int unused __attribute__((unused)) = 1;
  t[0] = 1;
  a[0] = t[0];
}
