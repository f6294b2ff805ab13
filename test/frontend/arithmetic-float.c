// RUN: ptowsp-translate --import-c %s | FileCheck %s

// float is never computed in double, nor contracted; comparisons are false on NaN but !=.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int b[8]) {
  a[0] = a[1] * a[2] + a[3] - -a[4] / a[5];
  b[0] = a[0] < a[1];
  b[1] = a[0] != a[1];
  b[2] = !(a[0] >= a[1]);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xi32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V2:.+]] = arith.mulf %[[V0]], %[[V1]] : f32
// CHECK: %[[V3:.+]] = memref.load %a[%c3{{.*}}]
// CHECK: %[[V4:.+]] = arith.addf %[[V2]], %[[V3]] : f32
// CHECK: %[[V5:.+]] = memref.load %a[%c4{{.*}}]
// CHECK: %[[V6:.+]] = arith.negf %[[V5]] : f32
// CHECK: %[[V7:.+]] = memref.load %a[%c5{{.*}}]
// CHECK: %[[V8:.+]] = arith.divf %[[V6]], %[[V7]] : f32
// CHECK: %[[V9:.+]] = arith.subf %[[V4]], %[[V8]] : f32
// CHECK: memref.store %[[V9]], %a[%c0{{.*}}]
// CHECK: %[[V10:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V11:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V12:.+]] = arith.cmpf olt, %[[V10]], %[[V11]] : f32
// CHECK: %[[V13:.+]] = arith.extui %[[V12]] : i1 to i32
// CHECK: memref.store %[[V13]], %b[%c0{{.*}}]
// CHECK: %[[V14:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V15:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V16:.+]] = arith.cmpf une, %[[V14]], %[[V15]] : f32
// CHECK: %[[V17:.+]] = arith.extui %[[V16]] : i1 to i32
// CHECK: memref.store %[[V17]], %b[%c1{{.*}}]
// CHECK: %[[V18:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V19:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V20:.+]] = arith.cmpf oge, %[[V18]], %[[V19]] : f32
// CHECK: %[[V21:.+]] = arith.xori %[[V20]], %[[V22:.+]] : i1
// CHECK: %[[V23:.+]] = arith.extui %[[V21]] : i1 to i32
// CHECK: memref.store %[[V23]], %b[%c2{{.*}}]
