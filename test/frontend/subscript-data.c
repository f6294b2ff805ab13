// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A subscript that comes from memory is computed as C computes it.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel void k(float a[64], const int32_t at[8], const uint8_t by[8]) {
  for (int i = 0; i < 8; i++) a[at[i] + by[i]] = 1;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64xf32{{.*}}>, %at: memref<8xi32{{.*}}>, %by: memref<8xi8{{.*}}>) attributes {wsp.unsigned = array<i64: 2>}
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = memref.load %at[%i]
// CHECK: %[[V1:.+]] = memref.load %by[%i]
// CHECK: %[[V2:.+]] = arith.extui %[[V1]] : i8 to i32
// CHECK: %[[V3:.+]] = arith.addi %[[V0]], %[[V2]] : i32
// CHECK: %[[V4:.+]] = arith.index_cast %[[V3]] : i32 to index
// CHECK: %[[V5:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V5]], %a[%[[V4]]]
// CHECK: } {wsp.iv = "i"}
