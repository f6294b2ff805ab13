// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A compound assignment computes in the common type and its target once.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[8], char c[8], float f[8]) {
  a[2 * a[0]] *= f[0];
  c[1] <<= 2;
  f[1] -= 1;
  f[2]++;
  --c[2];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi32{{.*}}>, %c: memref<8xi8{{.*}}>, %f: memref<8xf32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 2 : i32
// CHECK: %[[V2:.+]] = arith.muli %[[V1]], %[[V0]] : i32
// CHECK: %[[V3:.+]] = arith.index_cast %[[V2]] : i32 to index
// CHECK: %[[V4:.+]] = memref.load %f[%c0{{.*}}]
// CHECK: %[[V5:.+]] = memref.load %a[%[[V3]]]
// CHECK: %[[V6:.+]] = arith.sitofp %[[V5]] : i32 to f32
// CHECK: %[[V7:.+]] = arith.mulf %[[V6]], %[[V4]] : f32
// CHECK: %[[V8:.+]] = arith.fptosi %[[V7]] : f32 to i32
// CHECK: memref.store %[[V8]], %a[%[[V3]]]
// CHECK: %[[V9:.+]] = memref.load %c[%c1{{.*}}]
// CHECK: %[[V10:.+]] = arith.extsi %[[V9]] : i8 to i32
// CHECK: %[[V11:.+]] = arith.constant 2 : i32
// CHECK: %[[V12:.+]] = arith.shli %[[V10]], %[[V11]] : i32
// CHECK: %[[V13:.+]] = arith.trunci %[[V12]] : i32 to i8
// CHECK: memref.store %[[V13]], %c[%c1{{.*}}]
// CHECK: %[[V14:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[V15:.+]] = memref.load %f[%c1{{.*}}]
// CHECK: %[[V16:.+]] = arith.subf %[[V15]], %[[V14]] : f32
// CHECK: memref.store %[[V16]], %f[%c1{{.*}}]
// CHECK: %[[V17:.+]] = memref.load %f[%c2{{.*}}]
// CHECK: %[[V18:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[V19:.+]] = arith.addf %[[V17]], %[[V18]] : f32
// CHECK: memref.store %[[V19]], %f[%c2{{.*}}]
// CHECK: %[[V20:.+]] = memref.load %c[%c2{{.*}}]
// CHECK: %[[V21:.+]] = arith.extsi %[[V20]] : i8 to i32
// CHECK: %[[V22:.+]] = arith.constant 1 : i32
// CHECK: %[[V23:.+]] = arith.subi %[[V21]], %[[V22]] : i32
// CHECK: %[[V24:.+]] = arith.trunci %[[V23]] : i32 to i8
// CHECK: memref.store %[[V24]], %c[%c2{{.*}}]
