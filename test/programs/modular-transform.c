// RUN: ptowsp-run %s --check | FileCheck %s

// A transform modulo a prime, in 64 bits, with loops that halve.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
#define P 998244353u
enum { N = 32, B = 8 };
static uint32_t mulmod(uint32_t a, uint32_t b) { return (uint32_t)((uint64_t)a * b % P); }
wsp_kernel static void ntt(wsp_inout uint32_t x[N], wsp_in const uint32_t tw[N]) {
  for (int len = N / 2; len >= 1; len >>= 1)
    for (int s = 0; s < N; s += 2 * len)
      for (int i = 0; i < len; i++) {
        const uint32_t u = x[s + i], v = x[s + i + len];
        x[s + i] = (u + v) % P;
        x[s + i + len] = mulmod(u + P - v, tw[len + i] + 1);
      }
}
wsp_workload void ntts(uint32_t x[B][N], const uint32_t tw[N]) {
  for (wsp_parallel int b = 0; b < B; b++) ntt(x[b], tw);
}
