// RUN: %exits 1 ptowsp-translate --import-c %s -- --nonsense 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: %exits 1 ptowsp-translate --import-c %s -- -m32 2>&1 | FileCheck %s --check-prefix=TARGET

// Arguments clang does not know, and targets the table of types is not made for.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) { a[0] = 1; }

// UNKNOWN: error: unknown argument: '--nonsense'
// TARGET: error: the target of the clang arguments must have 64-bit pointers
