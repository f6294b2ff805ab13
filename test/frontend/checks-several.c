// RUN: %exits 1 ptowsp-run %s 2>&1 | FileCheck %s

// Each subscript of a workload's loops that leaves its array is an error at its place.
#include <ptowsp/ptowsp.h>
enum { N = 16 };
wsp_workload void w(const float A[N][8], float O[N]) {
  for (wsp_tile(4) int i = 0; i < N; i++)
// CHECK-DAG: :[[#@LINE+2]]:16: error: 'A' is accessed at 16 in dimension 0, outside of its 16 elements, first at i = 0
// CHECK-DAG: :[[#@LINE+1]]:5: error: 'O' is accessed at 1 to 16 in dimension 0, outside of its 16 elements, first at i = 15
    O[i + 1] = A[N][i % 8] + A[i][7];
}
// CHECK-NOT: error:
