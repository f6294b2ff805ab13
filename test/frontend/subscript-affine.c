// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Subscripts of int arithmetic are index arithmetic, since signed overflow is undefined.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[64], const float b[64], int n) {
  for (int i = 0; i < 8; i++) {
    const int row = 2 * i + 1;
    a[row + n] = b[(i + 3) * 4 - i % 2];
  }
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<64xf32{{.*}}>, %b: memref<64xf32{{.*}}>, %n: value i32)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.muli %c2{{.*}}, %i : index
// CHECK: %[[V1:.+]] = arith.addi %[[V0]], %c1{{.*}} : index
// CHECK: %[[V2:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[V3:.+]] = arith.addi %[[V1]], %[[V2]] : index
// CHECK: %[[V4:.+]] = arith.addi %i, %c3{{.*}} : index
// CHECK: %[[V5:.+]] = arith.muli %[[V4]], %c4{{.*}} : index
// CHECK: %[[V6:.+]] = arith.remsi %i, %c2{{.*}} : index
// CHECK: %[[V7:.+]] = arith.subi %[[V5]], %[[V6]] : index
// CHECK: %[[V8:.+]] = memref.load %b[%[[V7]]]
// CHECK: memref.store %[[V8]], %a[%[[V3]]]
// CHECK: } {wsp.iv = "i"}
