// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Enumerators, macros, constants of the file, sizeof and characters are known values.
#include <ptowsp/ptowsp.h>
#include <float.h>
#include <math.h>
#define SCALE 0.5f
enum { N = 8, HALF = N / 2 };
static const float bias = 1.25f;
static const int shift = 3;
wsp_kernel void k(float a[N], int b[N]) {
  a[HALF] = SCALE * bias;
  a[1] = -INFINITY;
  a[2] = FLT_MAX;
  b[shift] = sizeof(float) + 'A' + 0x10;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xi32{{.*}}>)
// CHECK: %[[V0:.+]] = arith.constant 5.000000e-01 : f32
// CHECK: %[[V1:.+]] = arith.constant 1.250000e+00 : f32
// CHECK: %[[V2:.+]] = arith.mulf %[[V0]], %[[V1]] : f32
// CHECK: memref.store %[[V2]], %a[%c4{{.*}}]
// CHECK: %[[V3:.+]] = arith.constant 0xFF800000 : f32
// CHECK: memref.store %[[V3]], %a[%c1{{.*}}]
// CHECK: %[[V4:.+]] = arith.constant 3.40282347E+38 : f32
// CHECK: memref.store %[[V4]], %a[%c2{{.*}}]
// CHECK: %[[V5:.+]] = arith.constant 85 : i32
// CHECK: memref.store %[[V5]], %b[%c3{{.*}}]
