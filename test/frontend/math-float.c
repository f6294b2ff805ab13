// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Functions of <math.h> on float.
#include <ptowsp/ptowsp.h>
#include <math.h>
wsp_kernel void k(float a[32], const float x[32]) {
  a[0] = fabsf(x[0]) + sqrtf(x[1]) + expf(x[2]) + logf(x[3]) + tanhf(x[4]) + erff(x[5]);
  a[1] = fmaxf(x[0], fminf(x[1], x[2])) + powf(x[3], x[4]) + fmodf(x[5], x[6]);
  a[2] = floorf(x[0]) + ceilf(x[1]) + roundf(x[2]) + truncf(x[3]) + rintf(x[4]);
  a[3] = fmaf(x[0], x[1], x[2]);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<32xf32{{.*}}>, %x: memref<32xf32{{.*}}>)
// CHECK: %[[V0:.+]] = math.absf %[[V1:.+]] : f32
// CHECK: %[[V2:.+]] = math.sqrt %[[V3:.+]] : f32
// CHECK: %[[V4:.+]] = math.exp %[[V5:.+]] : f32
// CHECK: %[[V6:.+]] = math.log %[[V7:.+]] : f32
// CHECK: %[[V8:.+]] = math.tanh %[[V9:.+]] : f32
// CHECK: %[[V10:.+]] = math.erf %[[V11:.+]] : f32
// CHECK: %[[V12:.+]] = arith.minnumf %[[V13:.+]], %[[V14:.+]] : f32
// CHECK: %[[V15:.+]] = arith.maxnumf %[[V16:.+]], %[[V12]] : f32
// CHECK: %[[V17:.+]] = math.powf %[[V18:.+]], %[[V19:.+]] : f32
// CHECK: %[[V20:.+]] = arith.remf %[[V21:.+]], %[[V22:.+]] : f32
// CHECK: %[[V23:.+]] = math.floor %[[V24:.+]] : f32
// CHECK: %[[V25:.+]] = math.ceil %[[V26:.+]] : f32
// CHECK: %[[V27:.+]] = math.round %[[V28:.+]] : f32
// CHECK: %[[V29:.+]] = math.trunc %[[V30:.+]] : f32
// CHECK: %[[V31:.+]] = math.roundeven %[[V32:.+]] : f32
// CHECK: %[[V33:.+]] = math.fma %[[V34:.+]], %[[V35:.+]], %[[V36:.+]] : f32
