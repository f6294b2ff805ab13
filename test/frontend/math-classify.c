// RUN: ptowsp-translate --import-c %s | FileCheck %s

// isnan, isfinite and isinf are comparisons.
#include <ptowsp/ptowsp.h>
#include <math.h>
wsp_kernel void k(int a[8], const float x[8]) {
  a[0] = isnan(x[0]);
  a[1] = isfinite(x[1]) && a[0];
  if (isinf(x[2])) a[2] = 1;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi32{{.*}}>, %x: memref<8xf32{{.*}}>)
// CHECK: %[[V0:.+]] = arith.cmpf une, %[[V1:.+]], %[[V1]] : f32
// CHECK: %[[V2:.+]] = math.absf %[[V3:.+]] : f32
// CHECK: %[[V4:.+]] = arith.cmpf olt, %[[V2]], %[[V5:.+]] : f32
// CHECK: %[[V6:.+]] = arith.cmpi ne, %[[V7:.+]], %[[V8:.+]] : i32
// CHECK: %[[V9:.+]] = arith.cmpf oeq, %[[V10:.+]], %[[V11:.+]] : f32
// CHECK: %[[V12:.+]] = arith.cmpf oeq, %[[V10]], %[[V13:.+]] : f32
// CHECK: %[[V14:.+]] = arith.cmpi ne, %[[V15:.+]], %[[V16:.+]] : i32
