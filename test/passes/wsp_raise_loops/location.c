// The remark stands at the statement of the C file, and the kernel runs all the same.
// RUN: ptowsp-run %s --check > %t.out 2> %t.err
// RUN: FileCheck %s --input-file=%t.err
// RUN: FileCheck %s --check-prefix=RESULT --input-file=%t.out
#include <math.h>
#include <ptowsp/ptowsp.h>

wsp_kernel
static void wave(wsp_in const float x[64], wsp_out float y[64])
{
    for (int i = 0; i < 64; i++)
        // CHECK: location.c:[[@LINE+1]]:16: remark: kernel 'wave' stays scalar: no tile instruction for math.sin
        y[i] = sinf(x[i]);
    // CHECK-NEXT: {{^ *}}y[i] = sinf(x[i]);
}

// RESULT: check: ok
wsp_workload
void waves(wsp_in const float X[64], wsp_out float Y[64])
{
    wave(X, Y);
}
