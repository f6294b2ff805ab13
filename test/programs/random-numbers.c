// RUN: ptowsp-run %s --check | FileCheck %s

// A generator of pseudo-random numbers with 64-bit state, one chain a row.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 4, N = 12 };
wsp_kernel static void k(wsp_in const uint64_t seed[M], wsp_out uint32_t r[M][N]) {
  for (int i = 0; i < M; i++) {
    uint64_t s = seed[i] + 1;
    for (int j = 0; j < N; j++) {
      s = s * 6364136223846793005u + 1442695040888963407u;
      uint32_t x = (uint32_t)(((s >> 18) ^ s) >> 27);
      unsigned by = (unsigned)(s >> 59);
      r[i][j] = x >> by | x << ((32 - by) & 31);
    }
  }
}
wsp_workload void random(wsp_in const uint64_t S[M], wsp_out uint32_t R[M][N]) { k(S, R); }
