// RUN: ptowsp-run %s --check

// A pointer that is never changed, A + i and *A are parts of arrays.
#include <ptowsp/ptowsp.h>
static float last(const float *p, int n) { return *(p + n - 1); }
wsp_kernel static void k(const float a[6][8], float b[5][8]) {
  for (int i = 0; i < 5; i++) {
    const float *restrict row = a[i];
    const float(*pair)[8] = &a[i];
    float *out = b[i] + 1;
    b[i][0] = last(row, 8);
    for (int j = 0; j < 7; j++) out[j] = row[j] + pair[1][j] + *a[0] + (*pair)[j + 1];
  }
}
wsp_workload void w(wsp_in const float A[3][6][8], wsp_out float B[3][5][8]) {
  for (int i = 0; i < 3; i++) {
    float(*out)[8] = B[i];
    k(*(A + i), out);
  }
}
