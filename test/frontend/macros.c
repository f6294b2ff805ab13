// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: %exits 1 ptowsp-translate --import-c %s -- -DBAD 2>&1 | FileCheck %s --check-prefix=BAD

// What a macro writes is part of the file: kernels, loops and mistakes.
#include <ptowsp/ptowsp.h>
#define FOR(i, n) for (int i = 0; i < (n); i++)
#define KERNEL(name, op)                                                     \
  wsp_kernel void name(wsp_inout float a[8], wsp_in const float b[8]) {      \
    FOR(i, 8) a[i] = a[i] op b[i];                                           \
  }
KERNEL(add, +)
KERNEL(sub, -)
#ifdef BAD
// BAD: :[[#@LINE+1]]:16: error: write the middle operand of ?:
KERNEL(bad, + (a[i] ?: 3) *)
#endif

// CHECK-LABEL: wsp.kernel @add(%a: inout memref<8xf32{{.*}}>, %b: in memref<8xf32{{.*}}>)
// CHECK: scf.for %i
// CHECK: arith.addf
// CHECK-LABEL: wsp.kernel @sub(
// CHECK: arith.subf
