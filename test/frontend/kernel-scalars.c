// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Scalars are passed by value; a parameter the body changes becomes a cell.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], float x, const int n, int m, _Bool flag) {
  m += n;
  if (flag) a[m] = x;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %x: value f32, %n: value i32, %m: value i32, %flag: value i8)
// CHECK: %m{{.*}} = memref.alloca() {wsp.name = "m"} : memref<i32>
// CHECK: memref.store %m, %m{{.*}}[]
// CHECK: %[[V0:.+]] = arith.constant 0 : i8
// CHECK: %[[V1:.+]] = arith.cmpi ne, %flag, %[[V0]] : i8
// CHECK: %[[V2:.+]] = memref.load %m{{.*}}[]
// CHECK: %[[V3:.+]] = arith.addi %[[V2]], %n : i32
// CHECK: memref.store %[[V3]], %m{{.*}}[]
// CHECK: scf.if %[[V1]] {
// CHECK: %[[V4:.+]] = memref.load %m{{.*}}[]
// CHECK: %[[V5:.+]] = arith.index_cast %[[V4]] : i32 to index
// CHECK: memref.store %x, %a[%[[V5]]]
