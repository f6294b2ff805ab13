// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --size m=4000000000 --check | FileCheck %s --check-prefix=RAN
// RUN: %exits 2 ptowsp-run %s --size m=-1 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: %exits 2 ptowsp-run %s --size m=4294967296 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: %exits 2 ptowsp-translate --target=a2a3sim_codegen -o %t %s --size m=-1 2>&1 | FileCheck %s --check-prefix=TREE

// An unsigned scalar of a workload takes the values of its type, all of them and no others.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(int a[8]) {
  for (int i = 0; i < 8; i++) a[i] += 1;
}
wsp_workload void w(int A[4][8], unsigned m) {
  for (unsigned i = 0; i < m / 1000000000u; i++) k(A[i]);
}

// CHECK: wsp.workload @w(%A: memref<4x8xi32>, %m: value i32) attributes {wsp.unsigned = array<i64: 1>}
// RAN: tasks {{ *}}4
// RAN: check: ok
// RANGE: ptowsp-run: error: --size: 'm' takes a number from 0 to 4294967295
// TREE: error: --size: 'm' takes a number from 0 to 4294967295, not '-1'
