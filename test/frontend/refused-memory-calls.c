// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// What memcpy and memset do to parts of elements, other types and other shapes is refused.
#include <string.h>
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[4][8], const float b[8][4], int c[32], int n) {
// CHECK: :[[#@LINE+1]]:16: error: the bytes must be those of whole elements and rows; write sizeof of the array, or a loop
  memset(a, 0, 30);
// CHECK: :[[#@LINE+1]]:16: error: the bytes must be those of whole elements and rows; write sizeof of the array, or a loop
  memset(a, 0, 9 * sizeof(float));
// CHECK: :[[#@LINE+1]]:16: error: the bytes must be those of whole elements and rows; write sizeof of the array, or a loop
  memset(a, 0, n * sizeof(float));
// CHECK: :[[#@LINE+1]]:3: error: memset writes bytes, a constant to integers or 0; assign in a loop
  memset(a, 1, sizeof(float[4][8]));
// CHECK: :[[#@LINE+1]]:3: error: memcpy between arrays of different types is not part of the language; convert in a loop
  memcpy(c, b, 128);
// CHECK: :[[#@LINE+1]]:3: error: 'a' and 'b' have rows of different lengths; copy in loops
  memcpy(a, b, 128);
// CHECK: :[[#@LINE+1]]:17: error: the bytes must be those of whole elements and rows; write sizeof of the array, or a loop
  memset(&n, 0, 2 * sizeof n);
// CHECK: :[[#@LINE+1]]:17: error: the bytes must be those of whole elements and rows; write sizeof of the array, or a loop
  memcpy(&n, c, sizeof(int[2]));
// CHECK: :[[#@LINE+1]]:3: error: 'memmove' is not part of the language; copy in a loop
  memmove(c, c + 1, 8);
}
// CHECK-NOT: error:
