// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Bitwise operators and shifts work on the promoted type.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(unsigned a[8], short b[8]) {
  a[0] = (a[1] & a[2]) | (a[3] ^ ~a[4]);
  b[0] = b[1] << a[5];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi32{{.*}}>, %b: memref<8xi16{{.*}}>) attributes {wsp.unsigned = array<i64: 0>}
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V2:.+]] = arith.andi %[[V0]], %[[V1]] : i32
// CHECK: %[[V3:.+]] = memref.load %a[%c3{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %a[%c4{{.*}}]
// CHECK: %[[V5:.+]] = arith.constant -1 : i32
// CHECK: %[[V6:.+]] = arith.xori %[[V4]], %[[V5]] : i32
// CHECK: %[[V7:.+]] = arith.xori %[[V3]], %[[V6]] : i32
// CHECK: %[[V8:.+]] = arith.ori %[[V2]], %[[V7]] : i32
// CHECK: memref.store %[[V8]], %a[%c0{{.*}}]
// CHECK: %[[V9:.+]] = memref.load %b[%c1{{.*}}]
// CHECK: %[[V10:.+]] = arith.extsi %[[V9]] : i16 to i32
// CHECK: %[[V11:.+]] = memref.load %a[%c5{{.*}}]
// CHECK: %[[V12:.+]] = arith.shli %[[V10]], %[[V11]] : i32
// CHECK: %[[V13:.+]] = arith.trunci %[[V12]] : i32 to i16
// CHECK: memref.store %[[V13]], %b[%c0{{.*}}]
