// RUN: ptowsp-run %s --check

// Compound literals, static constants of a function, _Generic and <tgmath.h>.
#include <stdint.h>
#include <tgmath.h>
#include <ptowsp/ptowsp.h>
#define TYPE(x) _Generic((x), float: 1, double: 2, int: 3, default: 4)
#define TWICE(x) _Generic((x), float: twice_f, int32_t: twice_i)(x)
static float twice_f(float x) { return x * 2; }
static int32_t twice_i(int32_t x) { return x * 2; }
static int sum(const int *v, int n) {
  int s = 0;
  for (int i = 0; i < n; i++) s += v[i];
  return s;
}
wsp_kernel static void k(const float a[8], const int32_t b[8], float c[8], int32_t d[8]) {
  static const int32_t bias[] = {5, 6, 7};
  for (int i = 0; i < 8; i++) {
    c[i] = sqrt(fabs(a[i])) + (float)TWICE(b[i]) * TWICE(a[i]) + (float){2.5f};
    d[i] = sum((int[]){b[i], 2, i}, 3) + (int[4]){[1] = 5}[i & 3] + TYPE(a[i]) + bias[i % 3];
  }
}
wsp_workload void w(wsp_in const float A[8], wsp_in const int32_t B[8], float C[8], int32_t D[8]) {
  k(A, B, C, D);
}
