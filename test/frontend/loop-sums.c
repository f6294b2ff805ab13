// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A condition on a sum with the variable is solved for it.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[64], int n, int m) {
  for (int i = 0; i + 16 < 64; i++) a[i] = 1;
  for (int i = 0; i + n < m; i++) a[i] = 2;
  for (int i = 0; 3 * i <= n; i++) a[i] = 3;
  for (int i = 0; n > 2 * i + 1; i++) a[i] = 4;
}

// CHECK-LABEL: wsp.kernel @k(
// CHECK: scf.for %i = %c0{{.*}} to %c48{{.*}} step
// CHECK: %[[N:.+]] = arith.index_cast %n : i32 to index
// CHECK: %[[M:.+]] = arith.index_cast %m : i32 to index
// CHECK: %[[V0:.+]] = arith.subi %[[M]], %[[N]] : index
// CHECK: scf.for %i = %c0{{.*}} to %[[V0]] step
// CHECK: %[[V1:.+]] = arith.floordivsi %{{.+}}, %c3{{.*}} : index
// CHECK: %[[V2:.+]] = arith.addi %[[V1]], %c1{{.*}} : index
// CHECK: scf.for %i = %c0{{.*}} to %[[V2]] step
// CHECK: %[[V3:.+]] = arith.subi %{{.+}}, %c1{{.*}} : index
// CHECK: %[[V4:.+]] = arith.ceildivsi %[[V3]], %c2{{.*}} : index
// CHECK: scf.for %i = %c0{{.*}} to %[[V4]] step
