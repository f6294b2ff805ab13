// RUN: not ptowsp-run %s --workload=number 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not ptowsp-run %s --workload=variable 2>&1 | FileCheck %s --check-prefix=VARIABLE
// RUN: not ptowsp-run %s --workload=table 2>&1 | FileCheck %s --check-prefix=TABLE

// Values that tasks compute do not steer the workload: what to write instead.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float s, const float x[64], float y[64])
{
  for (int i = 0; i < 64; i++) y[i] = x[i] * s;
}
wsp_workload void number(const float A[4][64], float B[4][64])
{
  // NUMBER: :[[#@LINE+1]]:5: error: a task takes this element as a number before it is known; pass the array to the kernel, and read it there
  k(A[1][0], A[0], B[0]);
}
wsp_workload void variable(const float A[8][64], float B[8][64])
{
  int m = 0;
  for (int i = 0; i < 4; i++) {
    // VARIABLE: :[[#@LINE+1]]:12: error: the workload depends on this variable, whose value tasks compute; write the value as an expression of the loops' variables
    k(1, A[m], B[i]);
    m += 2;
  }
}
static const int order[4] = {3, 1, 2, 0};
wsp_workload void table(const float A[4][64], float B[4][64])
{
  // TABLE: :[[#@LINE+1]]:38: error: a loop, condition or subscript of the workload depends on this element
  for (int i = 0; i < 4; i++) k(1, A[order[i]], B[i]);
}
