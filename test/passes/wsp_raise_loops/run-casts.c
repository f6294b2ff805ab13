// Casts between all element types of tiles give what C gives.
// RUN: ptowsp-run %s --workload=w --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 100 };
#define K(NAME, A, B)                                                                              \
    wsp_kernel static void NAME(wsp_in const A x[N], wsp_out B y[N]) {                             \
        for (int i = 0; i < N; i++)                                                                \
            y[i] = (B)x[i];                                                                        \
    }
K(f_i8, float, int8_t)
K(i8_f, int8_t, float) K(u8_f, uint8_t, float) K(i32_u8, int32_t, uint8_t)
    K(u8_i32, uint8_t, int32_t) K(i8_i32, int8_t, int32_t) K(i16_f, int16_t, float)
        K(u16_f, uint16_t, float) K(u32_f, uint32_t, float) K(i32_i16, int32_t, int16_t)
            K(u16_u32, uint16_t, uint32_t) K(f_h, float, _Float16) K(h_f, _Float16, float)
                K(f_i32, float, int32_t) K(i32_f, int32_t, float)
                    K(i16_i8, int16_t, int8_t) wsp_workload
    void w(wsp_in const float F[N], wsp_in const int8_t I8[N], wsp_in const uint8_t U8[N],
           wsp_in const int16_t I16[N], wsp_in const uint16_t U16[N], wsp_in const int32_t I32[N],
           wsp_in const uint32_t U32[N], wsp_in const _Float16 H[N], wsp_out int8_t a[N],
           wsp_out float b[N], wsp_out float c[N], wsp_out uint8_t d[N], wsp_out int32_t e[N],
           wsp_out int32_t f[N], wsp_out float g[N], wsp_out float h[N], wsp_out float i[N],
           wsp_out int16_t j[N], wsp_out uint32_t k[N], wsp_out _Float16 l[N], wsp_out float m[N],
           wsp_out int32_t n[N], wsp_out float o[N], wsp_out int8_t p[N]) {
    f_i8(F, a);
    i8_f(I8, b);
    u8_f(U8, c);
    i32_u8(I32, d);
    u8_i32(U8, e);
    i8_i32(I8, f);
    i16_f(I16, g);
    u16_f(U16, h);
    u32_f(U32, i);
    i32_i16(I32, j);
    u16_u32(U16, k);
    f_h(F, l);
    h_f(H, m);
    f_i32(F, n);
    i32_f(I32, o);
    i16_i8(I16, p);
}
