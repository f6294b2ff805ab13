// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A cast converts as C does.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel void k(int a[8], float f[8], uint8_t c[8], double d[8]) {
  a[0] = (int)f[0];
  f[1] = (float)a[1];
  c[0] = (uint8_t)a[2];
  d[0] = (unsigned)f[2];
  f[3] = (float)d[1];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi32{{.*}}>, %f: memref<8xf32{{.*}}>, %c: memref<8xi8{{.*}}>, %d: memref<8xf64{{.*}}>) attributes {wsp.unsigned = array<i64: 2>}
// CHECK: %[[V0:.+]] = memref.load %f[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.fptosi %[[V0]] : f32 to i32
// CHECK: memref.store %[[V1]], %a[%c0{{.*}}]
// CHECK: %[[V2:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V3:.+]] = arith.sitofp %[[V2]] : i32 to f32
// CHECK: memref.store %[[V3]], %f[%c1{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V5:.+]] = arith.trunci %[[V4]] : i32 to i8
// CHECK: memref.store %[[V5]], %c[%c0{{.*}}]
// CHECK: %[[V6:.+]] = memref.load %f[%c2{{.*}}]
// CHECK: %[[V7:.+]] = arith.fptoui %[[V6]] : f32 to i32
// CHECK: %[[V8:.+]] = arith.uitofp %[[V7]] : i32 to f64
// CHECK: memref.store %[[V8]], %d[%c0{{.*}}]
// CHECK: %[[V9:.+]] = memref.load %d[%c1{{.*}}]
// CHECK: %[[V10:.+]] = arith.truncf %[[V9]] : f64 to f32
// CHECK: memref.store %[[V10]], %f[%c3{{.*}}]
