// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Loop nests of a workload are imported as they stand, for the compiler to outline.
#include <ptowsp/ptowsp.h>
wsp_workload void w(const float A[8][8], float B[8]) {
  for (int i = 0; i < 8; i++) {
    float s = 0;
    for (int j = 0; j < 8; j++) s += A[i][j];
    B[i] = s;
  }
}

// CHECK-LABEL: wsp.workload @w(%A: memref<8x8xf32>, %B: memref<8xf32>)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 0.000000e+00 : f32
// CHECK: %s = memref.alloc() {wsp.name = "s"} : memref<f32>
// CHECK: memref.store %[[V0]], %s[]
// CHECK: scf.for %j = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V1:.+]] = memref.load %A[%i, %j]
// CHECK: %[[V2:.+]] = memref.load %s[]
// CHECK: %[[V3:.+]] = arith.addf %[[V2]], %[[V1]] : f32
// CHECK: memref.store %[[V3]], %s[]
// CHECK: } {wsp.iv = "j"}
// CHECK: %[[V4:.+]] = memref.load %s[]
// CHECK: memref.store %[[V4]], %B[%i]
// CHECK: } {wsp.iv = "i"}
