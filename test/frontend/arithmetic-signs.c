// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Division, remainder, shift right and comparison know signs.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int i[8], unsigned u[8]) {
  i[0] = i[1] / i[2];
  u[0] = u[1] / u[2];
  i[3] = i[4] % i[5] >> 1;
  u[3] = u[4] % u[5] >> 1;
  i[6] = i[6] < i[7];
  u[6] = u[6] < u[7];
}

// CHECK-LABEL: wsp.kernel @k(%i: memref<8xi32{{.*}}>, %u: memref<8xi32{{.*}}>) attributes {wsp.unsigned = array<i64: 1>}
// CHECK: %[[V0:.+]] = arith.divsi %[[V1:.+]], %[[V2:.+]] : i32
// CHECK: %[[V3:.+]] = arith.divui %[[V4:.+]], %[[V5:.+]] : i32
// CHECK: %[[V6:.+]] = arith.remsi %[[V7:.+]], %[[V8:.+]] : i32
// CHECK: %[[V9:.+]] = arith.shrsi %[[V6]], %[[V10:.+]] : i32
// CHECK: %[[V11:.+]] = arith.remui %[[V12:.+]], %[[V13:.+]] : i32
// CHECK: %[[V14:.+]] = arith.shrui %[[V11]], %[[V15:.+]] : i32
// CHECK: %[[V16:.+]] = arith.cmpi slt, %[[V17:.+]], %[[V18:.+]] : i32
// CHECK: %[[V19:.+]] = arith.cmpi ult, %[[V20:.+]], %[[V21:.+]] : i32
