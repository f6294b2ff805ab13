// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A variable that is multiplied or divided is computed from the number of the iteration.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[64], int n) {
  for (int h = 1; h < 64; h *= 2) a[h] = 1;
  for (int h = 1; h < 64; h = h * 3) a[h] = 2;
  for (int h = n; h > 0; h >>= 2) a[h] = 3;
}

// CHECK-LABEL: wsp.kernel @k(
// CHECK: scf.for %h = %c0{{.*}} to %c6{{.*}} step %c1{{.*}} {
// CHECK: %[[V0:.+]] = arith.shli %c1{{.*}}, %h : index
// CHECK: memref.store %{{.+}}, %a[%[[V0]]]
// CHECK: } {wsp.iv = "h"}
// CHECK: scf.for %h = %c0{{.*}} to %c4{{.*}} step %c1{{.*}} {
// CHECK: arith.select %{{.+}}, %c27, %{{.+}} : index
// CHECK: } {wsp.iv = "h"}
// CHECK: scf.for %h = %c0{{.*}} to %c16{{.*}} step %c1{{.*}} {
// CHECK: %[[V1:.+]] = arith.muli %h, %c2{{.*}} : index
// CHECK: %[[V2:.+]] = arith.shrsi %{{.+}}, %[[V1]] : index
// CHECK: %[[V3:.+]] = arith.cmpi sgt, %[[V2]], %c0{{.*}} : index
// CHECK: scf.if %[[V3]] {
