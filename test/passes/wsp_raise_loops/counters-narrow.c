// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// A loop's variable as a value of 8 or 64 bits, and a comparison that is stored: no tile instruction
// counts so, and the kernels stay scalar or choose.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { M = 2, N = 17 };
wsp_kernel static void wide(wsp_out uint64_t a[N]) { for (int i = 0; i < N; i++) a[i] = (uint64_t)(int)i; }
wsp_kernel static void narrow(wsp_out uint8_t a[N]) { for (int i = 0; i < N; i++) a[i] = (uint8_t)i; }
wsp_kernel static void sum(wsp_in const int64_t b[N], wsp_out int64_t a[N]) { for (int i = 0; i < N; i++) a[i] = b[i] + i; }
wsp_kernel static void truth(wsp_in const float x[M][N], wsp_out _Bool a[M][3]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < 3; j++) a[i][j] = (_Bool)((int)x[i][(i + 1) % 8]);
}
wsp_kernel static void gathered(wsp_in const int32_t b[N][1], wsp_out int32_t a[1][3]) {
  for (int i = 0; i < 1; i++)
    for (int j = 0; j < 3; j++) a[i][j] = b[2 * j][(j + 1) % 1] & 3;
}
wsp_workload void counters(wsp_in const float X[M][N], wsp_in const int64_t B[N], wsp_in const int32_t G[N][1], wsp_out uint64_t C[N], wsp_out uint8_t D[N],
                           wsp_out int64_t E[N], wsp_out _Bool F[M][3], wsp_out int32_t H[1][3]) {
  wide(C);
  narrow(D);
  sum(B, E);
  truth(X, F);
  gathered(G, H);
}
