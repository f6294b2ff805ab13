// RUN: ptowsp-run %s --check | FileCheck %s

// Elements taken by indices, and put back by them.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 16, M = 24 };
wsp_kernel static void k(wsp_in const float t[N], wsp_in const uint8_t at[M], wsp_out float g[M], wsp_inout float s[N]) {
  for (int i = 0; i < M; i++) g[i] = t[at[i]];
  for (int i = 0; i < M; i++) s[at[i]] = t[N - 1 - at[i]] + s[at[i]];
}
wsp_workload void gather(wsp_in const float T[N], wsp_in const uint8_t I[M], wsp_out float G[M], wsp_inout float S[N]) {
  k(T, I, G, S);
}
