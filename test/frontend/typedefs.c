// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Names of types are the types; an array type may have one.
#include <ptowsp/ptowsp.h>
typedef float real;
typedef real row[8];
typedef row matrix[4];
wsp_kernel void k(const matrix a, row b) {
  real t = a[1][2];
  row u = {0};
  b[0] = t + u[1] + sizeof(matrix) / sizeof(row);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<4x8xf32{{.*}}>, %b: memref<8xf32{{.*}}>)
// CHECK: %u = memref.alloc() {wsp.name = "u"} : memref<8xf32>
// CHECK: %[[V0:.+]] = arith.constant 4.000000e+00 : f32
