// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Each scalar type of C has its element type.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel void k(_Bool a[1], int8_t b[1], uint16_t c[1], int d[1], long e[1], _Float16 f[1], __bf16 g[1],
                  float h[1], double i[1], char j[1], enum { A } l[1]) {
  d[0] = 0;
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<1xi1{{.*}}>, %b: memref<1xi8{{.*}}>, %c: memref<1xi16{{.*}}>, %d: memref<1xi32{{.*}}>, %e: memref<1xi64{{.*}}>, %f: memref<1xf16{{.*}}>, %g: memref<1xbf16{{.*}}>, %h: memref<1xf32{{.*}}>, %i: memref<1xf64{{.*}}>, %j: memref<1xi8{{.*}}>, %l: memref<1xi32{{.*}}>) attributes {wsp.unsigned = array<i64: 2, 10>}
