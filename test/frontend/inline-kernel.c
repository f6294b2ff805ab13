// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A kernel called by a kernel is a function like any other.
#include <ptowsp/ptowsp.h>
wsp_kernel void inner(float a[8]) { a[0] = 1; }
wsp_kernel void outer(float a[8]) { inner(a); }

// CHECK-LABEL: wsp.kernel @inner(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]

// CHECK-LABEL: wsp.kernel @outer(%a: memref<8xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 1.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]
