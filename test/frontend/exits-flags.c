// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A loop that may be left goes on without doing anything.
#include <ptowsp/ptowsp.h>
static int find(const int a[8], int want) {
  for (int i = 0; i < 8; i++)
    if (a[i] > want) return i;
  return -1;
}
wsp_kernel static void k(int a[8]) { a[0] = find(a, 5); }

// CHECK: %result = memref.alloc() {wsp.name = "result"} : memref<i32>
// CHECK: %left = memref.alloc() {wsp.name = "left"} : memref<i1>
// CHECK: scf.for %i
// CHECK: %[[LEFT:.+]] = memref.load %left[]
// CHECK: %[[STAYS:.+]] = arith.xori %[[LEFT]], %true
// CHECK: scf.if %[[STAYS]] {
// CHECK: scf.if
// CHECK: memref.store %{{.+}}, %result[]
// CHECK: memref.store %true{{.*}}, %left[]
// CHECK: } {wsp.iv = "i"}
// CHECK: memref.load %left[]
// CHECK: scf.if
// CHECK: memref.store %c-1_i32, %result[]
