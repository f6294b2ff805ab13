// RUN: ptowsp-translate --import-c %s | FileCheck %s

// What follows a statement that leaves stands in the branch that stays; a value becomes a select.
#include <ptowsp/ptowsp.h>
static float relu(float x) {
  if (x < 0) return 0;
  return x;
}
wsp_kernel static void k(float a[8], int n) {
  if (n == 0) return;
  for (int i = 0; i < 8; i++) {
    if (i == 3) continue;
    a[i] = relu(a[i]);
  }
}

// CHECK-LABEL: wsp.kernel @k
// CHECK: %[[ZERO:.+]] = arith.cmpi eq, %n
// CHECK: %[[STAYS:.+]] = arith.xori %[[ZERO]], %true
// CHECK: scf.if %[[STAYS]] {
// CHECK: scf.for %i
// CHECK: scf.if %{{.+}} {
// CHECK: %[[X:.+]] = memref.load %a[%i]
// CHECK: %[[LESS:.+]] = arith.cmpf olt, %[[X]]
// CHECK: arith.select %[[LESS]], %{{.+}}, %[[X]] : f32
// CHECK-NOT: memref.alloc
