// RUN: ptowsp-run %s --check --size n=11 --size m=100 | FileCheck %s

// Scalar arguments of every type, from loop variables, parameters and constants.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 16 };
wsp_kernel static void k(wsp_inout double a[N], _Bool b, int8_t c, uint8_t d, int16_t e, unsigned f, long g, uint64_t h, float x, double y) {
  for (int i = 0; i < N; i++) a[i] += b + c * 2 + d + e + f % 1000 + g - h % 7 + x * y;
}
wsp_workload void scalars(wsp_inout double A[4][N], int n, uint8_t m) {
  for (int i = 0; i < 4; i++) {
    k(A[i], i, i - 3, i - 1, 300 * i, i - 2, n, m, i * 0.25f, 1.5);
    k(A[i], n > i, n, m, m << 4, ~0u, -n, 1ull << 40, -n, i / 2);
    k(A[i], 2.5, -i, 200, -1, n * m, i ? n : m, i + 1u, (float)m / 3, n % 5);
  }
}

// CHECK: check: ok
