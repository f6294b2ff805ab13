// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Unsigned subscripts stay index arithmetic only where nothing can wrap.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[64], unsigned n) {
  for (unsigned i = 1; i < 32; i++) a[i + 1] = 1;
  for (unsigned i = 0; i < n; i++) a[i - 1] = 2;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64xf32, strided<[1], offset: ?>>, %n: value i32)
// CHECK: scf.for %i = %c1{{.*}} to %c32{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.addi %i, %c1{{.*}} : index
// CHECK: %[[V1:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V1]], %a[%[[V0]]]
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V2:.+]] = arith.index_castui %n : i32 to index
// CHECK: scf.for %i = %c0{{.*}} to %[[V2]] step %c1{{.*}} {
// CHECK: %[[V3:.+]] = arith.index_cast %i : index to i32
// CHECK: %[[V4:.+]] = arith.constant 1 : i32
// CHECK: %[[V5:.+]] = arith.subi %[[V3]], %[[V4]] : i32
// CHECK: %[[V6:.+]] = arith.index_castui %[[V5]] : i32 to index
// CHECK: %[[V7:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V7]], %a[%[[V6]]]
// CHECK: } {wsp.iv = "i"}
