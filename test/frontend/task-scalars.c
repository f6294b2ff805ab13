// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Scalar arguments are converted to the type of the parameter.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8], float x, int n, unsigned char c, _Bool b) { a[n] = x + c + b; }
wsp_workload void w(float A[8], long n) {
  for (int i = 0; i < 8; i++) k(A, 0.5, i * 2, i, 1);
  k(A, n, n + 1, 300, n);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %x: value f32, %n: value i32, %c: value i8, %b: value i1)
// CHECK: %[[V0:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[V1:.+]] = arith.extui %c : i8 to i32
// CHECK: %[[V2:.+]] = arith.sitofp %[[V1]] : i32 to f32
// CHECK: %[[V3:.+]] = arith.addf %x, %[[V2]] : f32
// CHECK: %[[V4:.+]] = arith.uitofp %b : i1 to f32
// CHECK: %[[V5:.+]] = arith.addf %[[V3]], %[[V4]] : f32
// CHECK: memref.store %[[V5]], %a[%[[V0]]]

// CHECK-LABEL: wsp.workload @w(%A: memref<8xf32>, %n: value i64)
// CHECK: scf.for %i = %c0{{.*}} to %c8{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = wsp.at %A[%c0{{.*}}] : memref<8xf32> to memref<8xf32{{.*}}>
// CHECK: %[[V1:.+]] = arith.constant 5.000000e-01 : f32
// CHECK: %[[V2:.+]] = arith.muli %i, %c2{{.*}} : index
// CHECK: %[[V3:.+]] = arith.index_cast %[[V2]] : index to i32
// CHECK: %[[V4:.+]] = arith.index_cast %i : index to i8
// CHECK: wsp.task @k(%[[V0]], %[[V1]], %[[V3]], %[[V4]], %[[V5:.+]]) : memref<8xf32{{.*}}>, f32, i32, i8, i1
// CHECK: } {wsp.iv = "i"}
// CHECK: %[[V6:.+]] = wsp.at %A[%c0{{.*}}] : memref<8xf32> to memref<8xf32{{.*}}>
// CHECK: %[[V7:.+]] = arith.sitofp %n : i64 to f32
// CHECK: %[[V8:.+]] = arith.constant 1 : i64
// CHECK: %[[V9:.+]] = arith.addi %n, %[[V8]] : i64
// CHECK: %[[V10:.+]] = arith.trunci %[[V9]] : i64 to i32
// CHECK: %[[V11:.+]] = arith.constant 44 : i8
// CHECK: %[[V12:.+]] = arith.constant 0 : i64
// CHECK: %[[V13:.+]] = arith.cmpi ne, %n, %[[V12]] : i64
// CHECK: wsp.task @k(%[[V6]], %[[V7]], %[[V10]], %[[V11]], %[[V13]]) : memref<8xf32{{.*}}>, f32, i32, i8, i1
