// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A for loop declares a variable, compares it with a bound and steps it by a constant.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8], int n) {
  int i;
// CHECK: :[[#@LINE+1]]:3: error: a for loop needs a variable, a condition and a step; write for (int i = LO; i < HI; i += STEP)
  for (;;) a[0] = 1;
// CHECK: :[[#@LINE+1]]:3: error: a for loop needs a variable, a condition and a step; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j < 8;) a[j] = 1;
// CHECK: :[[#@LINE+1]]:3: error: a for loop needs a variable, a condition and a step; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0;; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:19: error: 's' beside the loop variable must be an int with a first value and a step; set it in front of the loop
  for (int j = 0, s; j < 8; j++, s++) a[s] = 1;
// CHECK: :[[#@LINE+1]]:38: error: the step must change the loop variable 's' by a constant that is not zero
  for (int j = 0, s = 0; j < 8; j++, s += n) a[s] = 1;
// CHECK: :[[#@LINE+1]]:8: error: the head of a loop gives its variables their first values; write for (int i = LO; i < HI; i += STEP)
  for (a[0] = 0; i < 8; i++) a[i] = 1;
// CHECK: :[[#@LINE+1]]:8: error: the loop variable 'j' has no first value; write for (int i = LO; i < HI; i += STEP)
  for (int j; j < 8; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:8: error: the loop variable 'x' must be an integer; write for (int i = LO; i < HI; i += STEP)
  for (float x = 0; x < 8; x++) a[0] = x;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'j' with a bound; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j < 8 || n; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'j' with a bound; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j == 0; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the condition must compare the loop variable 'j' with a bound; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; n < 8; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:19: error: the loop variable 'j' must be compared as an integer
  for (int j = 0; j < 7.5f; j++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step must change the loop variable 'j' by a constant that is not zero; write for (int i = LO; i < HI; i += STEP)
  for (int j = 1; j < 8; j *= n) a[j] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step must change the loop variable 'j' by a constant that is not zero; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j < 8; j += 0) a[j] = 1;
// CHECK: :[[#@LINE+1]]:26: error: the step must change the loop variable 'j' by a constant that is not zero; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j < 8; n++) a[j] = 1;
// CHECK: :[[#@LINE+1]]:31: error: the step must change the loop variable 'j' by a constant that is not zero; write for (int i = LO; i < HI; i += STEP)
  for (int j = 0; j < 8; j++, a[0]++) a[j] = 1;
}
