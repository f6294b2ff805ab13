// RUN: ptowsp-translate --import-c %s | FileCheck %s

// _Float16 is computed in f32 through a whole expression and rounded where it is stored or cast.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(_Float16 a[8], const _Float16 b[8], float o[8]) {
  a[0] = a[1] * b[1] + b[2];
  a[1] += b[3];
  o[0] = a[2] * b[2];
  o[1] = (_Float16)(a[3] * b[3]) + 1;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf16{{.*}}>, %b: memref<8xf16{{.*}}>, %o: memref<8xf32{{.*}}>)
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = memref.load %b[%c1{{.*}}]
// CHECK: %[[V2:.+]] = arith.extf %[[V0]] : f16 to f32
// CHECK: %[[V3:.+]] = arith.extf %[[V1]] : f16 to f32
// CHECK: %[[V4:.+]] = arith.mulf %[[V2]], %[[V3]] : f32
// CHECK: %[[V5:.+]] = memref.load %b[%c2{{.*}}]
// CHECK: %[[V6:.+]] = arith.extf %[[V5]] : f16 to f32
// CHECK: %[[V7:.+]] = arith.addf %[[V4]], %[[V6]] : f32
// CHECK: %[[V8:.+]] = arith.truncf %[[V7]] : f32 to f16
// CHECK: memref.store %[[V8]], %a[%c0{{.*}}]
// CHECK: %[[V9:.+]] = memref.load %b[%c3{{.*}}]
// CHECK: %[[V10:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V11:.+]] = arith.extf %[[V10]] : f16 to f32
// CHECK: %[[V12:.+]] = arith.extf %[[V9]] : f16 to f32
// CHECK: %[[V13:.+]] = arith.addf %[[V11]], %[[V12]] : f32
// CHECK: %[[V14:.+]] = arith.truncf %[[V13]] : f32 to f16
// CHECK: memref.store %[[V14]], %a[%c1{{.*}}]
// CHECK: %[[V15:.+]] = memref.load %a[%c2{{.*}}]
// CHECK: %[[V16:.+]] = memref.load %b[%c2{{.*}}]
// CHECK: %[[V17:.+]] = arith.extf %[[V15]] : f16 to f32
// CHECK: %[[V18:.+]] = arith.extf %[[V16]] : f16 to f32
// CHECK: %[[V19:.+]] = arith.mulf %[[V17]], %[[V18]] : f32
// CHECK: memref.store %[[V19]], %o[%c0{{.*}}]
// CHECK: %[[V20:.+]] = memref.load %a[%c3{{.*}}]
// CHECK: %[[V21:.+]] = memref.load %b[%c3{{.*}}]
// CHECK: %[[V22:.+]] = arith.extf %[[V20]] : f16 to f32
// CHECK: %[[V23:.+]] = arith.extf %[[V21]] : f16 to f32
// CHECK: %[[V24:.+]] = arith.mulf %[[V22]], %[[V23]] : f32
// CHECK: %[[V25:.+]] = arith.truncf %[[V24]] : f32 to f16
// CHECK: %[[V26:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[V27:.+]] = arith.extf %[[V25]] : f16 to f32
// CHECK: %[[V28:.+]] = arith.addf %[[V27]], %[[V26]] : f32
// CHECK: memref.store %[[V28]], %o[%c1{{.*}}]
