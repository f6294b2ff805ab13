// RUN: ptowsp-translate --import-c %s | FileCheck %s

// The usual arithmetic conversions choose one type for both operands.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(const int i[8], const unsigned u[8], const long l[8], const float f[8], double o[8]) {
  o[0] = i[0] + u[0];
  o[1] = u[1] - l[1];
  o[2] = l[2] * f[2];
}

// CHECK-LABEL: wsp.kernel @k(%i: memref<8xi32{{.*}}>, %u: memref<8xi32{{.*}}>, %l: memref<8xi64{{.*}}>, %f: memref<8xf32{{.*}}>, %o: memref<8xf64{{.*}}>) attributes {wsp.unsigned = array<i64: 1>}
// CHECK: %[[V0:.+]] = memref.load %i[%c0{{.*}}]
// CHECK: %[[V1:.+]] = memref.load %u[%c0{{.*}}]
// CHECK: %[[V2:.+]] = arith.addi %[[V0]], %[[V1]] : i32
// CHECK: %[[V3:.+]] = arith.uitofp %[[V2]] : i32 to f64
// CHECK: memref.store %[[V3]], %o[%c0{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %u[%c1{{.*}}]
// CHECK: %[[V5:.+]] = arith.extui %[[V4]] : i32 to i64
// CHECK: %[[V6:.+]] = memref.load %l[%c1{{.*}}]
// CHECK: %[[V7:.+]] = arith.subi %[[V5]], %[[V6]] : i64
// CHECK: %[[V8:.+]] = arith.sitofp %[[V7]] : i64 to f64
// CHECK: memref.store %[[V8]], %o[%c1{{.*}}]
// CHECK: %[[V9:.+]] = memref.load %l[%c2{{.*}}]
// CHECK: %[[V10:.+]] = arith.sitofp %[[V9]] : i64 to f32
// CHECK: %[[V11:.+]] = memref.load %f[%c2{{.*}}]
// CHECK: %[[V12:.+]] = arith.mulf %[[V10]], %[[V11]] : f32
// CHECK: %[[V13:.+]] = arith.extf %[[V12]] : f32 to f64
// CHECK: memref.store %[[V13]], %o[%c2{{.*}}]
