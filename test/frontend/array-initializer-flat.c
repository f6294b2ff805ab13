// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Inner braces may be left out.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[8]) {
  int t[2][2] = {1, 2, 3, 4};
  a[0] = t[1][1];
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi32, strided<[1], offset: ?>>)
// CHECK: %t = memref.alloc() {wsp.name = "t"} : memref<2x2xi32>
// CHECK: %[[V0:.+]] = arith.constant 1 : i32
// CHECK: memref.store %[[V0]], %t[%c0{{.*}}, %c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 2 : i32
// CHECK: memref.store %[[V1]], %t[%c0{{.*}}, %c1{{.*}}]
// CHECK: %[[V2:.+]] = arith.constant 3 : i32
// CHECK: memref.store %[[V2]], %t[%c1{{.*}}, %c0{{.*}}]
// CHECK: %[[V3:.+]] = arith.constant 4 : i32
// CHECK: memref.store %[[V3]], %t[%c1{{.*}}, %c1{{.*}}]
// CHECK: %[[V4:.+]] = memref.load %t[%c1{{.*}}, %c1{{.*}}]
// CHECK: memref.store %[[V4]], %a[%c0{{.*}}]
