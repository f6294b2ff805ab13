// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A function of the file is inlined where it is called.
#include <ptowsp/ptowsp.h>
static inline float relu(float x) { return x > 0 ? x : 0; }
static float twice(float x) {
  float y = relu(x);
  y *= 2;
  return y;
}
wsp_kernel void k(float a[8]) { a[0] = twice(a[1]); }

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V2:.+]] = arith.cmpf ogt, %[[V0]], %[[V1]] : f32
// CHECK: %[[V3:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[V4:.+]] = arith.select %[[V2]], %[[V0]], %[[V3]] : f32
// CHECK: %y = memref.alloc() {wsp.name = "y"} : memref<f32>
// CHECK: memref.store %[[V4]], %y[]
// CHECK: %[[V5:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: %[[V6:.+]] = memref.load %y[]
// CHECK: %[[V7:.+]] = arith.mulf %[[V6]], %[[V5]] : f32
// CHECK: memref.store %[[V7]], %y[]
// CHECK: %[[V8:.+]] = memref.load %y[]
// CHECK: memref.store %[[V8]], %a[%c0{{.*}}]
