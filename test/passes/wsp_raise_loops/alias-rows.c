// RUN: ptowsp-run %s --check | FileCheck %s

// Two parameters that are rows of one array in a call: accesses of both are compared element by
// element.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 5 };
wsp_kernel static void k(uint32_t p[N][2], wsp_in const uint32_t q[N][2], wsp_in const uint32_t r[2]) {
  for (int i = 0; i < N; i++)
    for (int j = 1; j > 0; --j)
      if (i > 0) p[i][0] ^= (q[i][0] | 3u) << (r[j] % (p[i][0] | 1) & 7);
}
wsp_workload void rows(wsp_inout uint32_t A[N][2], wsp_in const uint32_t B[2]) { k(A, A, B); }
