// A kernel with a statement that cannot be raised stays as it is; a remark says which and why, and an
// attribute keeps the reason.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize > %t.before
// RUN: ptowsp-opt --wsp-raise-loops %t.before > %t.after 2> %t.err
// RUN: sed -e 's/ attributes {wsp.scalar = ".*"}//' %t.after | diff %t.before -
// RUN: FileCheck %s --input-file=%t.err
#include <math.h>
#include <ptowsp/ptowsp.h>

// CHECK: remark: kernel 'function' stays scalar: no tile instruction for math.tanh
wsp_kernel
void function(wsp_in const float x[8][32], wsp_out float y[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = tanhf(x[i][j]);
}

// CHECK: remark: kernel 'scan' stays scalar: iterations depend on one another: what this read of 'x' touches, line {{[0-9]+}} touches in an earlier iteration
wsp_kernel
void scan(wsp_inout float x[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 1; j < 32; j++)
            x[i][j] += x[i][j - 1];
}

// CHECK: remark: kernel 'transposed' stays scalar: an array is used transposed, or along another loop: not built yet
wsp_kernel
void transposed(wsp_in const float x[32][32], wsp_out float y[32][32])
{
    for (int i = 0; i < 32; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = x[j][i];
}

// CHECK: remark: kernel 'condition' stays scalar: a condition has no tile instruction yet; write it as fmaxf or fminf if it is one
wsp_kernel
void condition(wsp_in const float x[64], wsp_inout float y[64])
{
    for (int i = 0; i < 64; i++)
        if (x[i] > 1)
            y[i] = x[i];
}

// CHECK: remark: kernel 'doubles' stays scalar: tiles have no elements of type f64
wsp_kernel
void doubles(wsp_in const double x[64], wsp_out double y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = x[i] + x[i];
}

// CHECK: remark: kernel 'iota' stays scalar: a loop's variable is used as a value: no tile instruction yet
wsp_kernel
void iota(wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = i;
}

// CHECK: remark: kernel 'mixed' stays scalar: the kernel mixes a matrix product with vector work: splitting a kernel at that border is not built yet; write two kernels
wsp_kernel
void mixed(wsp_in const float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            float sum = 0;
            for (int k = 0; k < 16; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum * 2;
        }
}

// CHECK: remark: kernel 'odd_product' stays scalar: the extents of the matrix product, 5 x 16 x 16, are not multiples of 16: padding is not built yet
wsp_kernel
void odd_product(wsp_in const float a[5][16], wsp_in const float b[16][16], wsp_inout float c[5][16])
{
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 16; k++)
                c[i][j] += a[i][k] * b[k][j];
}

// CHECK: remark: kernel 'strided' stays scalar: the access along loop 'i' is strided: no tile instruction loads it yet
wsp_kernel
void strided(wsp_in const float x[64][8], wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = x[i][3];
}

// CHECK: remark: kernel 'carried' stays scalar: local 's' is read in another shape than it was written, or in another iteration of a loop that cannot become a tile
wsp_kernel
void carried(wsp_in const float x[8][64], wsp_out float out[8])
{
    float s = 0;
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 64; j++)
            s += x[i][j];
        out[i] = s;
    }
}

// CHECK: remark: kernel 'transposed_factor' stays scalar: a transposed operand of a matrix product is not built yet; store the array the other way round
wsp_kernel
void transposed_factor(wsp_in const float a[16][16], wsp_in const float b[16][16],
                       wsp_inout float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 16; k++)
                c[i][j] += a[i][k] * b[j][k];
}

// CHECK: remark: kernel 'triangle' stays scalar: the trip count of loop 'j' is not constant
wsp_kernel
void triangle(wsp_inout float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j <= i; j++)
            c[i][j] = 0;
}

// CHECK: remark: kernel 'repeated' stays scalar: the same value is accumulated in every iteration of a loop
wsp_kernel
void repeated(wsp_in const float x[16], wsp_inout float s[16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 8; j++)
            s[i] += x[i];
}

// CHECK: remark: kernel 'large_product' stays scalar: a tile of 256 x 128 takes 131072 bytes, and l0a has 65536; use smaller tiles
wsp_kernel
void large_product(wsp_in const float a[256][128], wsp_in const float b[128][16],
                   wsp_inout float c[256][16])
{
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 16; j++)
            for (int k = 0; k < 128; k++)
                c[i][j] += a[i][k] * b[k][j];
}
