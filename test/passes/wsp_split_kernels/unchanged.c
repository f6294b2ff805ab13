// Kernels of products alone, without products, or without tasks stay as they are.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize > %t.before
// RUN: ptowsp-opt --wsp-split-kernels %t.before | diff %t.before -
#include <ptowsp/ptowsp.h>

wsp_kernel
static void product(wsp_in const float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            c[i][j] = 0;
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 16; k++)
                c[i][j] += a[i][k] * b[k][j];
}

wsp_kernel
static void lines(wsp_in const float a[16][16], wsp_in const float x[16], wsp_out float y[16])
{
    for (int i = 0; i < 16; i++) {
        float s = 0;
        for (int k = 0; k < 16; k++)
            s += a[i][k] * x[k];
        y[i] = s * 2;
    }
}

wsp_kernel
void unused(wsp_in const float a[16][16], wsp_in const float b[16][16], wsp_inout float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            for (int k = 0; k < 16; k++)
                c[i][j] += a[i][k] * b[k][j];
            c[i][j] *= 2;
        }
}

wsp_workload
void run(wsp_in const float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16], wsp_in const float x[16], wsp_out float y[16])
{
    product(a, b, c);
    lines(a, x, y);
}
