// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Other variables of a loop follow from the one that counts.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(int a[8], int b[8]) {
  int i;
  for (i = 0; i < 8; i++) a[i] = 1;
  for (int i = 0, j = 7; i < 8; i++, j--) a[i] = b[j];
}

// CHECK-NOT: memref.alloc
// CHECK: scf.for %i = %c0{{.*}} to %c8
// CHECK: } {wsp.iv = "i"}
// CHECK: scf.for %[[I:.+]] = %c0{{.*}} to %c8
// CHECK: %[[J:.+]] = arith.addi %c7{{.*}}, %{{.+}} : index
// CHECK: memref.load %b[%[[J]]]
// CHECK: memref.store %{{.+}}, %a[%[[I]]]
