// Integer arithmetic on tiles gives what C gives.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=v --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdbool.h>
#include <stdint.h>
enum { N = 77 };
wsp_kernel static void bits(wsp_in const int32_t a[N], wsp_in const int32_t b[N],
                            wsp_out int32_t y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = ((a[i] & b[i]) | (a[i] ^ 0x55)) + ~b[i];
}
wsp_kernel static void sh(wsp_in const int32_t a[N], wsp_in const uint32_t b[N],
                          wsp_out int32_t y[N], wsp_out uint32_t z[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = (int32_t)((uint32_t)a[i] << 3) + (a[i] >> (b[i] & 7));
        z[i] = b[i] >> 5 ^ b[i];
    }
}
wsp_kernel static void u8(wsp_in const uint8_t a[N], wsp_in const uint8_t b[N],
                          wsp_out uint8_t y[N], wsp_out uint8_t z[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = a[i] + b[i];
        int t = a[i] * 3 - b[i];
        z[i] = t < 0 ? 0 : t > 255 ? 255 : t;
    }
}
wsp_kernel static void u32(wsp_in const uint32_t a[N], wsp_in const uint32_t b[N],
                           wsp_out uint32_t y[N], wsp_out int32_t z[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = a[i] > b[i] ? a[i] - b[i] : b[i] * a[i];
        z[i] = (a[i] < b[i]) + 2 * (a[i] == b[i]);
    }
}
wsp_kernel static void dv(wsp_in const int32_t a[N], wsp_in const uint32_t b[N],
                          wsp_out int32_t y[N], wsp_out uint32_t z[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = a[i] / 8 + a[i] % 4;
        z[i] = b[i] / 16 + b[i] % 32;
    }
}
wsp_kernel static void bl(wsp_in const float a[N], wsp_in const bool m[N], wsp_out bool y[N],
                          wsp_out float z[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = a[i] > 0 && m[i];
        z[i] = m[i] ? a[i] : 0;
    }
}
wsp_kernel static void i16(wsp_in const int16_t a[N], wsp_in const int16_t b[N],
                           wsp_out int16_t y[N]) {
    for (int i = 0; i < N; i++)
        y[i] = (a[i] & b[i]) + (int16_t)(a[i] * b[i]);
}
wsp_kernel static void hf(wsp_in const _Float16 a[N], wsp_in const _Float16 b[N],
                          wsp_out _Float16 y[N]) {
    for (int i = 0; i < N; i++) {
        y[i] = a[i] > b[i] ? a[i] * b[i] : a[i] - b[i];
    }
}
wsp_workload void w(wsp_in const int32_t A[N], wsp_in const int32_t B[N],
                    wsp_in const uint32_t U[N], wsp_in const uint32_t V[N],
                    wsp_in const uint8_t P[N], wsp_in const uint8_t Q[N], wsp_out int32_t a[N],
                    wsp_out int32_t b[N], wsp_out uint32_t c[N], wsp_out uint8_t d[N],
                    wsp_out uint8_t e[N], wsp_out uint32_t f[N], wsp_out int32_t g[N],
                    wsp_out int32_t h[N], wsp_out uint32_t i[N]) {
    bits(A, B, a);
    sh(A, U, b, c);
    u8(P, Q, d, e);
    u32(U, V, f, g);
    dv(A, U, h, i);
}
wsp_workload void v(wsp_in const float F[N], wsp_in const bool M[N], wsp_out bool a[N],
                    wsp_out float b[N], wsp_in const int16_t S[N], wsp_in const int16_t T[N],
                    wsp_out int16_t c[N], wsp_in const _Float16 H[N], wsp_in const _Float16 I[N],
                    wsp_out _Float16 d[N]) {
    bl(F, M, a, b);
    i16(S, T, c);
    hf(H, I, d);
}
