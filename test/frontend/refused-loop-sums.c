// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A sum that may wrap around, or is not linear in the variable, is no condition.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n, unsigned u) {
// CHECK: :[[#@LINE+1]]:22: error: unsigned arithmetic with 'i' may wrap around; compare 'i' alone, or use int
  for (size_t i = 0; n - i > 0; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:24: error: unsigned arithmetic with 'i' may wrap around; compare 'i' alone, or use int
  for (unsigned i = 0; i + 1 < u; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:20: error: unsigned arithmetic with 'i' may wrap around; compare 'i' alone, or use int
  for (int i = -2; i + 1 < sizeof a; i++) a[0] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'i' with a bound
  for (int i = 0; i * i < n; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'i' with a bound
  for (int i = 0; i * n < 8; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'i' with a bound
  for (int i = 0; i - i < n; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'i' may step over its bound; write < instead of !=
  for (int i = 0; 2 * i != n; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:34: error: the step moves 'i' away from its bound
  for (int i = 0; n - 2 * i > 4; i--) a[i] = 1;
// CHECK: :[[#@LINE+1]]:23: error: the bound 'n' is changed inside the loop; copy it before the loop
  for (int i = 0; i + n < 8; i++) n++;
// CHECK: :[[#@LINE+1]]:23: error: 'i' may be negative where its square is compared; compare 'i'
  for (int i = n - 4; i * i < 64; i++) a[0] = 1;
}
