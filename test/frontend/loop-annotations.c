// RUN: ptowsp-translate --import-c %s | FileCheck %s

// wsp_parallel and wsp_tile stay with the loop they are on.
#include <ptowsp/ptowsp.h>
enum { T = 32 };
wsp_workload void w(float A[128][128]) {
  for (wsp_parallel wsp_tile(2 * T) int i = 0; i < 128; i++)
    for (wsp_tile(T) int j = 0; j < 128; j++) A[i][j] = 1;
}

// CHECK-LABEL: wsp.workload @w(%A: memref<128x128xf32>)
// CHECK: scf.for %i = %c0{{.*}} to %c128{{.*}} step %c1{{.*}} {
// CHECK: scf.for %j = %c0{{.*}} to %c128{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %A[%i, %j]
// CHECK: } {wsp.iv = "j", wsp.tile = 32 : i64}
// CHECK: } {wsp.iv = "i", wsp.parallel, wsp.tile = 64 : i64}
