// RUN: ptowsp-run %s --check

// Assignments, ++ and -- have values, in subscripts and behind && as well.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float a[16], float b[16], int16_t c[16], int32_t r[4]) {
  int n = 0, m = 16, x;
  for (int i = 0; i < 16; i++) b[i] = c[i] = 0;
  for (int i = 0; i < 16; i++)
    if (a[i] > 0) b[n++] = a[i];
  for (int i = 0; i < 16; i++) b[i] += c[--m] = (int16_t)(x = i * 3);
  r[0] = n-- * 10 + --n;
  r[1] = (x += 2) ? x++ : (x = 0);
  n > 100 && (x = 77);
  r[2] = (x = 5, x * x) + (r[1] -= 4);
  r[3] = x;
}
wsp_workload void w(wsp_in const float A[16], float B[16], int16_t C[16], int32_t R[4]) { k(A, B, C, R); }
