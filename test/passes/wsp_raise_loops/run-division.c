// Quotients and remainders of integers, by numbers and by what varies, are what C makes them, up to the
// ends of their range.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 512, K = 15 };
wsp_kernel static void fill(wsp_out int32_t x[N], wsp_out int32_t e[N])
{
    for (int i = 0; i < N; i++) {
        uint32_t h = (uint32_t)i * 2654435769u;
        x[i] = (int32_t)(h << (i & 3));
        e[i] = i < 8 ? INT32_MIN + i : i < 16 ? INT32_MAX - i + 8 : i < 48 ? i - 32 : (int32_t)(h >> (i & 15));
    }
}
#define SIGNED(name, d) wsp_kernel static void name(wsp_in const int32_t x[N], wsp_in const int32_t e[N], wsp_out int32_t y[4][N]) { \
    for (int i = 0; i < N; i++) { y[0][i] = x[i] / (d); y[1][i] = x[i] % (d); y[2][i] = e[i] / (d); y[3][i] = e[i] % (d); } }
#define UNSIGNED(name, d) wsp_kernel static void name(wsp_in const int32_t x[N], wsp_in const int32_t e[N], wsp_out int32_t y[4][N]) { \
    for (int i = 0; i < N; i++) { y[0][i] = (int32_t)((uint32_t)x[i] / (d)); y[1][i] = (int32_t)((uint32_t)x[i] % (d)); y[2][i] = (int32_t)((uint32_t)e[i] / (d)); y[3][i] = (int32_t)((uint32_t)e[i] % (d)); } }
SIGNED(s3, 3) SIGNED(s7, -7) SIGNED(s10, 10) SIGNED(s1000, 1000003) SIGNED(smax, INT32_MAX) SIGNED(smin, INT32_MIN) SIGNED(sbig, 1431655765)
UNSIGNED(u3, 3u) UNSIGNED(u10, 10u) UNSIGNED(u255, 255u) UNSIGNED(umax, 4294967295u) UNSIGNED(uhalf, 2147483649u) UNSIGNED(ubig, 2147483647u) UNSIGNED(u641, 641u)
wsp_kernel static void vary(wsp_in const int32_t x[N], wsp_in const int32_t e[N], wsp_out int32_t y[4][N])
{
    for (int i = 0; i < N; i++) {
        y[0][i] = x[i] / (e[i] == 0 || e[i] == -1 ? 3 : e[i]);
        y[1][i] = x[i] % (e[i] == 0 || e[i] == -1 ? 3 : e[i]);
        y[2][i] = e[i] / (x[i] | 1);
        y[3][i] = e[i] % (x[i] | 1);
    }
}
wsp_kernel static void small(wsp_in const int32_t x[N], wsp_out uint8_t b[N], wsp_out int16_t h[N])
{
    for (int i = 0; i < N; i++) {
        b[i] = (uint8_t)((uint8_t)x[i] / 3 + i % 7);
        h[i] = (int16_t)((int16_t)x[i] % 100);
    }
}
wsp_workload void w(wsp_out int32_t x[N], wsp_out int32_t e[N], wsp_out int32_t y[K][4][N], wsp_out uint8_t b[N], wsp_out int16_t h[N])
{
    fill(x, e);
    s3(x, e, y[0]); s7(x, e, y[1]); s10(x, e, y[2]); s1000(x, e, y[3]); smax(x, e, y[4]); smin(x, e, y[5]); sbig(x, e, y[6]);
    u3(x, e, y[7]); u10(x, e, y[8]); u255(x, e, y[9]); umax(x, e, y[10]); uhalf(x, e, y[11]); ubig(x, e, y[12]); u641(x, e, y[13]);
    vary(x, e, y[14]); small(x, b, h);
}
