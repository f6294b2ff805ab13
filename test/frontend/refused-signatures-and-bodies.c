// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s --implicit-check-not=error: --implicit-check-not=note:

// A wrong parameter is shown at its name, and what is wrong in the body is reported as well; what is said about the
// parameter is said once.
#include <ptowsp/ptowsp.h>
struct point { float x; };
// CHECK: :[[#@LINE+1]]:26: error: a parameter of type 'const struct point *' is not part of the language
wsp_kernel static void k(const struct point *p, float a[8]) {
  a[0] = p->x;
  // CHECK: :[[#@LINE+1]]:21: error: the type 'long double' is not part of the language; use double
  a[1] = a[0] + 2 * 1.0L;
}
// CHECK: :[[#@LINE+2]]:49: error: volatile arrays are not part of the language
// CHECK: :[[#@LINE+1]]:68: error: the array needs its first extent between the brackets
wsp_workload void w(wsp_in const volatile float v[8], wsp_in float u[], wsp_out float o[8]) {
  struct point q;
  k(&q, o);
  // CHECK: :[[#@LINE-2]]:3: error: the type 'struct point' is not part of the language
  for (int i = 0; i < 8; i++) o[i] = v[i] + u[i];
  // CHECK: :[[#@LINE+1]]:3: error: goto is not part of the language
  goto end;
  // CHECK: :[[#@LINE+1]]:1: error: a label is not part of the language
end:;
}
