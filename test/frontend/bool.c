// RUN: ptowsp-translate --import-c %s | FileCheck %s

// _Bool is one byte in memory and i1 as a value.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(_Bool a[8], const float x[8]) {
  a[0] = x[0];
  a[1] = a[2] && !a[3];
  a[4] |= x[1] > 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi8{{.*}}>, %x: memref<8xf32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %x[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V2:.+]] = arith.cmpf une, %[[V0]], %[[V1]] : f32
// CHECK: %[[V3:.+]] = arith.extui %[[V2]] : i1 to i8
// CHECK: memref.store %[[V3]], %a[%c0{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V5:.+]] = arith.constant 0 : i8
// CHECK: %[[V6:.+]] = arith.cmpi ne, %[[V4]], %[[V5]] : i8
// CHECK: %[[V7:.+]] = scf.if %[[V6]] -> (i1) {
// CHECK: %[[V8:.+]] = memref.load %a[%c3{{.*}}]
// CHECK: %[[V9:.+]] = arith.constant 0 : i8
// CHECK: %[[V10:.+]] = arith.cmpi ne, %[[V8]], %[[V9]] : i8
// CHECK: %[[V11:.+]] = arith.xori %[[V10]], %[[V12:.+]] : i1
// CHECK: scf.yield %[[V11]] : i1
// CHECK: } else {
// CHECK: scf.yield %[[V13:.+]] : i1
// CHECK: %[[V14:.+]] = arith.extui %[[V7]] : i1 to i8
// CHECK: memref.store %[[V14]], %a[%c1{{.*}}]
// CHECK: %[[V15:.+]] = memref.load %x[%c1{{.*}}]
// CHECK: %[[V16:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V17:.+]] = arith.cmpf ogt, %[[V15]], %[[V16]] : f32
// CHECK: %[[V18:.+]] = memref.load %a[%c4{{.*}}]
// CHECK: %[[V19:.+]] = arith.constant 0 : i8
// CHECK: %[[V20:.+]] = arith.cmpi ne, %[[V18]], %[[V19]] : i8
// CHECK: %[[V21:.+]] = arith.ori %[[V20]], %[[V17]] : i1
// CHECK: %[[V22:.+]] = arith.extui %[[V21]] : i1 to i8
// CHECK: memref.store %[[V22]], %a[%c4{{.*}}]
