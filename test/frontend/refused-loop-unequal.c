// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// != that the variable may step over.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n, unsigned u) {
// CHECK: :[[#@LINE+1]]:19: error: 'i' may step over its bound; write < instead of !=
  for (int i = 0; i != 7; i += 2) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'i' may step over its bound; write < instead of !=
  for (int i = n; i != 8; i += 2) a[i] = 1;
// CHECK: :[[#@LINE+1]]:24: error: 'i' may step over its bound; write < instead of !=
  for (unsigned i = 1; i != u; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'i' may step over its bound; write < instead of !=
  for (int i = 5; i != 3; i++) a[i] = 1;
}
