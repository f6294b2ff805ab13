// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A loop that multiplies or divides its variable must be seen to end.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n, unsigned u) {
// CHECK: :[[#@LINE+1]]:16: error: 'h' must start above 0 to grow by its step; start at a positive constant
  for (int h = 0; h < n; h *= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:16: error: 'h' must start above 0 to grow by its step; start at a positive constant
  for (int h = n; h < 99; h *= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'h' stays 0 once it is there: the loop may not end; write h > 0
  for (int h = n; h >= 0; h /= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:24: error: 'h' may wrap around before the loop ends; use a wider or a signed loop variable
  for (unsigned h = 1; h < u; h *= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:23: error: 'h' may wrap around before the loop ends; use a wider or a signed loop variable
  for (uint8_t h = 1; h < 200; h <<= 1) a[h] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'h' may step over its bound; write < instead of !=
  for (int h = 1; h != 10; h *= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step moves 'h' away from its bound
  for (int h = 8; h > 1; h *= 2) a[h] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step must change the loop variable 'h' by a constant that is not zero
  for (int h = 1; h < 8; h *= n) a[h] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step must change the loop variable 'h' by a constant that is not zero
  for (int h = 1; h < 8; h *= 1) a[h] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'h' beside the loop variable is doubled as an int, or halved from a constant that is not negative, at most; compute it in the loop
  for (int s = 0, h = 1; s < 8; s++, h *= 3) a[h] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 'h' beside the loop variable is doubled as an int, or halved from a constant that is not negative, at most; compute it in the loop
  for (int s = 0, h = n; s < 8; s++, h /= 2) a[h] = 1;
}
wsp_workload void w(float a[8]) {
// CHECK: :[[#@LINE+1]]:24: error: 'h' is multiplied or divided: its iterations cannot be tiled; tile a loop inside
  for (wsp_tile(2) int h = 1; h < 8; h *= 2) a[h] = 1;
}
