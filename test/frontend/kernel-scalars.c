// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Scalars are passed by value; a parameter the body changes becomes a cell.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], float x, const int n, int m, _Bool flag) {
  m += n;
  if (flag) a[m] = x;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %x: value f32, %n: value i32, %m: value i32, %flag: value i1)
// CHECK: %m{{.*}} = memref.alloc() {wsp.name = "m"} : memref<i32>
// CHECK: memref.store %m, %m{{.*}}[]
// CHECK: %[[V0:.+]] = memref.load %m{{.*}}[]
// CHECK: %[[V1:.+]] = arith.addi %[[V0]], %n : i32
// CHECK: memref.store %[[V1]], %m{{.*}}[]
// CHECK: scf.if %flag {
// CHECK: %[[V2:.+]] = memref.load %m{{.*}}[]
// CHECK: %[[V3:.+]] = arith.index_cast %[[V2]] : i32 to index
// CHECK: memref.store %x, %a[%[[V3]]]
