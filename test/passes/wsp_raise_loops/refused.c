// A kernel with a statement that cannot be raised stays as it is; a remark says which and why, and an
// attribute keeps the reason.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize > %t.before
// RUN: ptowsp-opt --wsp-raise-loops %t.before > %t.after 2> %t.err
// RUN: sed -e 's/ attributes {wsp.scalar = ".*"}//' %t.after | diff %t.before -
// RUN: FileCheck %s --input-file=%t.err
#include <math.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>

// CHECK: remark: kernel 'function' stays scalar: no tile instruction for math.sin
wsp_kernel
void function(wsp_in const float x[8][32], wsp_out float y[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = sinf(x[i][j]);
}

// CHECK: remark: kernel 'doubles' stays scalar: the vector unit has no elements of type f64
wsp_kernel
void doubles(wsp_in const double x[64], wsp_out double y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = x[i] + x[i];
}

// CHECK: remark: kernel 'double_product' stays scalar: the cube multiplies f16, bf16 or f32 and accumulates in f32
wsp_kernel
void double_product(wsp_in const double a[16][16], wsp_in const double b[16][16], wsp_inout double c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 16; k++)
                c[i][j] += a[i][k] * b[k][j];
}

// CHECK: remark: kernel 'outside' stays scalar: under the condition an element is touched that may lie outside of the array where it does not hold
wsp_kernel
void outside(wsp_in const float x[64], wsp_in const int32_t n[64], wsp_inout float y[64])
{
    for (int i = 0; i < 64; i++)
        if (n[i] < 64)
            y[n[i]] = x[i];
}
