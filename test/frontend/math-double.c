// RUN: ptowsp-translate --import-c %s | FileCheck %s

// The double functions compute in double, whatever their result is stored to.
#include <ptowsp/ptowsp.h>
#include <math.h>
#include <stdlib.h>
wsp_kernel void k(float a[8], int b[8]) {
  a[0] = exp(a[1]);
  b[0] = abs(b[1]);
  b[1] = labs(b[1]);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xi32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = arith.extf %[[V0]] : f32 to f64
// CHECK: %[[V2:.+]] = math.exp %[[V1]] : f64
// CHECK: %[[V3:.+]] = arith.truncf %[[V2]] : f64 to f32
// CHECK: memref.store %[[V3]], %a[%c0{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %b[%c1{{.*}}]
// CHECK: %[[V5:.+]] = math.absi %[[V4]] : i32
// CHECK: memref.store %[[V5]], %b[%c0{{.*}}]
// CHECK: %[[V6:.+]] = memref.load %b[%c1{{.*}}]
// CHECK: %[[V7:.+]] = arith.extsi %[[V6]] : i32 to i64
// CHECK: %[[V8:.+]] = math.absi %[[V7]] : i64
// CHECK: %[[V9:.+]] = arith.trunci %[[V8]] : i64 to i32
// CHECK: memref.store %[[V9]], %b[%c1{{.*}}]
