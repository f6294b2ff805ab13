// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Ways to leave that the language does not have.
#include <ptowsp/ptowsp.h>
static int none(int x) {
// CHECK: :[[#@LINE+1]]:3: error: behind this statement 'none' ends without a value; return one
  if (x) return 1;
}
static int dead(int x) {
  if (x) return 1;
  return 2;
// CHECK: :[[#@LINE+1]]:3: error: this is never reached; remove it
  x = 1;
}
wsp_kernel static void k(int a[8]) {
  a[0] = none(1) + dead(2);
  switch (a[0]) {
  case 1: a[1] = 2;
  case 2: a[2] = 3;
  }
  switch (a[0]) {
  case 1 ... 4: a[1] = 2;
  }
// CHECK: :[[#@LINE+1]]:17: error: put the cases of a switch in braces
  switch (a[0]) case 1: a[1] = 2;
}
