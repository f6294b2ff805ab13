// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A tile size is a constant: clang says so.
#include <ptowsp/ptowsp.h>
wsp_workload void w(float A[8], int n) {
// CHECK: :[[#@LINE+2]]:17: error: 'annotate' attribute requires parameter 1 to be a constant expression
// CHECK: :[[#@LINE+1]]:17: note: subexpression not valid in a constant expression
  for (wsp_tile(n) int i = 0; i < 8; i++) A[i] = 1;
}
