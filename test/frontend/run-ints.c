// RUN: ptowsp-run %s --check | FileCheck %s

// Integer work of every width, a histogram by data subscripts, unsigned wrap.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 64, T = 16 };
wsp_kernel static void quantize(wsp_in const float x[T], wsp_out uint8_t q[T], wsp_out int16_t r[T]) {
  for (int i = 0; i < T; i++) {
    float v = x[i] * 100;
    v = v < 0 ? 0 : v;
    v = v > 255 ? 255 : v;
    q[i] = (uint8_t)v;
    r[i] = (int16_t)(q[i] << 3) - 7;
  }
}
wsp_kernel static void count(wsp_in const uint8_t q[N], wsp_inout uint32_t h[16]) {
  for (int i = 0; i < N; i++) h[q[i] >> 4] += 1u;
}
wsp_kernel static void hash(wsp_in const int16_t r[N], wsp_inout uint32_t h[16], wsp_out int64_t s[1]) {
  int64_t sum = 0;
  for (unsigned i = 0; i < 16; i++) {
    h[i] = (h[i] ^ 2166136261u) * 16777619u;
    h[i] ^= h[i] >> 13;
    sum += (int32_t)h[i] % 1000;
  }
  for (int i = 0; i < N; i++) sum -= r[i] / 3;
  s[0] = sum;
}
wsp_workload void ints(wsp_in const float X[N], wsp_out uint8_t Q[N], wsp_out int16_t R[N], wsp_inout uint32_t H[16], wsp_out int64_t S[1]) {
  for (wsp_parallel int i = 0; i < N; i += T) quantize(&X[i], wsp_at(Q, i), wsp_at(R, i));
  count(Q, H);
  hash(R, H, S);
}

// CHECK: check: ok
