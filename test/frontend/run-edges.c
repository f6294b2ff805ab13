// RUN: ptowsp-run %s --check | FileCheck %s

// A filter in integers with tables, macros that nest, helpers that leave early and a histogram.
#include <stdint.h>
#include <stdbool.h>
#include <ptowsp/ptowsp.h>
/* K&R-ish code */
typedef unsigned char pixel;
typedef struct { int unused; } opaque_t;   /* never used */
#define H 31
#define W 17
#define CLAMP(x, lo, hi) ((x) < (lo) ? (lo) : (x) > (hi) ? (hi) : (x))
#define FOR(v, n) for (int v = 0; v < (n); ++v)
static const int8_t sobel[2][3][3] = { { {-1, 0, 1}, {-2, 0, 2}, [2] = {-1, [2] = 1} }, { {-1, -2, -1}, {0}, {1, 2, 1} } };
static int conv(const pixel img[H][W], int y, int x, int k)
{
    int acc = 0;
    FOR(dy, 3) FOR(dx, 3) {
        int yy = CLAMP(y + dy - 1, 0, H - 1), xx = CLAMP(x + dx - 1, 0, W - 1);
        acc += sobel[k][dy][dx] * img[yy][xx];
    }
    return acc;
}
static unsigned isqrt(unsigned v)
{
    unsigned r = 0;
    for (int s = 8; s >= 0; s--) {
        unsigned t = r | 1u << s;
        if (t * t <= v) r = t;
    }
    return r;
}
wsp_kernel static void edges(wsp_in const pixel img[H][W], wsp_out pixel out[H][W], wsp_out int32_t hist[8])
{
    int x, y;
    bool any = false;
    for (int b = 0; b < 8; b++) hist[b] = 0;
    for (y = 0; y < H; y++)
        for (x = 0; x < W; x++) {
            int gx = conv(img, y, x, 0), gy = conv(img, y, x, 1);
            unsigned m = isqrt((unsigned)(gx * gx + gy * gy));
            out[y][x] = (pixel)(m > 255 ? 255 : m);
            hist[out[y][x] >> 5]++;
            any |= m > 200;
            if (!any && x == 3) continue;
            out[y][x] ^= any;
        }
}
wsp_workload void detect(wsp_in const pixel A[H][W], wsp_out pixel B[H][W], wsp_out int32_t hist[8]) { edges(A, B, hist); }
int main(void) { return 0; }

// CHECK: check: ok
