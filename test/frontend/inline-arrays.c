// RUN: ptowsp-translate --import-c %s | FileCheck %s

// An array argument of an inlined function is the array itself.
#include <ptowsp/ptowsp.h>
static void add(float y[4], const float *x, int n) {
  for (int i = 0; i < n; i++) y[i] += x[i];
}
wsp_kernel void k(float a[8][4], const float b[8][4]) {
  add(a[2], &b[3][1], 3);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8x4xf32{{.*}}>, %b: memref<8x4xf32{{.*}}>)
// CHECK: scf.for %i = %c0{{.*}} to %c3{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.addi %c1{{.*}}, %i : index
// CHECK: %[[V1:.+]] = memref.load %b[%c3{{.*}}, %[[V0]]]
// CHECK: %[[V2:.+]] = memref.load %a[%c2{{.*}}, %i]
// CHECK: %[[V3:.+]] = arith.addf %[[V2]], %[[V1]] : f32
// CHECK: memref.store %[[V3]], %a[%c2{{.*}}, %i]
// CHECK: } {wsp.iv = "i"}
