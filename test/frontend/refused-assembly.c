// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Assembly of the file is refused too.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:1: error: inline assembly is not part of the language
__asm__(".globl x");
wsp_kernel void k(float a[8]) { a[0] = 1; }
