// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt - | ptowsp-opt - | FileCheck %s

// Variable extents stay "?" in the types; wsp.extents says what they are.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
static const int R = 3;
wsp_kernel static void k(int n, size_t m, wsp_in const float a[static n][2 * m + 1],
                         wsp_out float b[restrict const 4][m * (n - 1)]) {
  b[0][0] = a[0][0];
}
wsp_workload void w(int M, short N, float A[M][N % 8 / 2][R], float B[4][(size_t)M * N]) {
  B[0][0] = A[0][0][0];
}

// CHECK: #map = affine_map<()[s0, s1] -> (s0, s1 * 2 + 1)>
// CHECK: #map1 = affine_map<()[s0, s1] -> (4, s1 * (s0 - 1))>
// CHECK: #map2 = affine_map<()[s0, s1] -> (s0, (s1 mod 8) floordiv 2, 3)>
// CHECK: #map3 = affine_map<()[s0, s1] -> (4, s0 * s1)>
// CHECK-LABEL: wsp.kernel @k(%n: value i32, %m: value i64,
// CHECK-SAME: %a: in memref<?x?xf32, strided<[?, 1], offset: ?>>, %b: out memref<4x?xf32, strided<[?, 1], offset: ?>>)
// CHECK-SAME: wsp.extents = [unit, unit, #map, #map1]
// CHECK-LABEL: wsp.workload @w(%M: value i32, %N: value i16, %A: memref<?x?x3xf32>, %B: memref<4x?xf32>)
// CHECK-SAME: wsp.extents = [unit, unit, #map2, #map3]
