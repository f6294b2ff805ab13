// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Statements outside the language, each with what to write instead.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:3: error: a while loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  while (n)
    a[0] = 1;
// CHECK: :[[#@LINE+1]]:3: error: a do loop has no known trip count; write for (int i = 0; i < MOST; i++), and leave it with break
  do
    a[0] = 1;
  while (n);
  for (int i = 0; i < 8; i++) {
    a[i] = 1;
  }
// CHECK: :[[#@LINE+1]]:3: error: goto is not part of the language; write for and if
  goto end;
// CHECK: :[[#@LINE+1]]:1: error: a label is not part of the language; write for and if
end:
  __asm__("nop");
// CHECK: :[[#@LINE+1]]:3: error: the statement has no effect; remove it
  n + 1;
// CHECK: :[[#@LINE+1]]:3: error: a statement with an attribute or a loop pragma is not part of the language; leave that away
  #pragma clang loop unroll(disable)
  for (int i = 0; i < 8; i++) a[i] = 2;
}
