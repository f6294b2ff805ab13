// RUN: ptowsp-translate --import-c %s -- -DN=16 -DX=2 | FileCheck %s

// Arguments behind -- go to clang.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[N]) { a[0] = X; }

// CHECK-LABEL: wsp.kernel @k(%a: memref<16xf32, strided<[1], offset: ?>>)
// CHECK: %[[V0:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: memref.store %[[V0]], %a[%c0{{.*}}]
