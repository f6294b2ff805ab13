// RUN: ptowsp-translate --import-c %s | FileCheck %s

// _Bool is one byte in memory and i1 as a value.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(_Bool a[8], const float x[8]) {
  a[0] = x[0];
  a[1] = a[2] && !a[3];
  a[4] |= x[1] > 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi1{{.*}}>, %x: memref<8xf32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %x[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V2:.+]] = arith.cmpf une, %[[V0]], %[[V1]] : f32
// CHECK: memref.store %[[V2]], %a[%c0{{.*}}]
// CHECK: %[[V3:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V4:.+]] = scf.if %[[V3]] -> (i1) {
// CHECK: %[[V5:.+]] = memref.load %a[%c3{{.*}}]
// CHECK: %[[V6:.+]] = arith.xori %[[V5]], %[[V7:.+]] : i1
// CHECK: scf.yield %[[V6]] : i1
// CHECK: } else {
// CHECK: scf.yield %[[V8:.+]] : i1
// CHECK: memref.store %[[V4]], %a[%c1{{.*}}]
// CHECK: %[[V9:.+]] = memref.load %x[%c1{{.*}}]
// CHECK: %[[V10:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V11:.+]] = arith.cmpf ogt, %[[V9]], %[[V10]] : f32
// CHECK: %[[V12:.+]] = memref.load %a[%c4{{.*}}]
// CHECK: %[[V13:.+]] = arith.ori %[[V12]], %[[V11]] : i1
// CHECK: memref.store %[[V13]], %a[%c4{{.*}}]
