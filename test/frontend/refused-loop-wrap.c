// RUN: %exits 1 ptowsp-translate --import-c %s -- -Wno-everything 2>&1 | FileCheck %s

// Loops that C would let wrap around, or never end.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], unsigned n, int m, unsigned long b) {
// CHECK: :[[#@LINE+1]]:24: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned i = 7; i >= 0; i--) a[i] = 1;
// CHECK: :[[#@LINE+1]]:29: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned char i = 0; i < 256; i++) a[i % 8] = 1;
// CHECK: :[[#@LINE+1]]:29: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned char i = 0; i < m; i++) a[i % 8] = 1;
// CHECK: :[[#@LINE+1]]:24: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned i = 0; i < n; i += 3) a[i] = 1;
// CHECK: :[[#@LINE+1]]:24: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned i = 0; i < b; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:29: error: 'i' may wrap around before the loop ends; use a wider or a signed loop variable
  for (signed char i = 100; i < 127; i += 2) a[i - 100] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the signed 'i' is compared with an unsigned bound and may be negative; use one type
  for (int i = m; i < n; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the signed 'i' is compared with an unsigned bound; use one type
  for (int i = 7; i > n; i--) a[i] = 1;
}
