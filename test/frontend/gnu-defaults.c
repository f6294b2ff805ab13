// RUN: ptowsp-run %s --check
// RUN: ptowsp-run %s --check -- -std=gnu11
// RUN: not ptowsp-translate --import-c %s -- -std=c17 2>&1 | FileCheck %s

// Without -std the program is read as compilers read it: with GNU's keywords and the constants of <math.h>.
// CHECK: error: {{.*}}'typeof'
#include <assert.h>
#include <math.h>
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float a[8], float o[8]) {
  typeof(a[0]) turn = 2 * (float)M_PI;
  assert(sizeof turn == 4);
  for (int i = 0; i < 8; i++) o[i] = a[i] * turn + (float)M_SQRT1_2;
}
wsp_workload void w(wsp_in const float A[8], wsp_out float O[8]) { k(A, O); }
