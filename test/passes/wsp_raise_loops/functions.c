// Functions without an instruction become formulas; zeros, infinities and NaN come out as in C.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops | FileCheck %s
// RUN: %python %src/test/data/Inputs/npy.py %t.npy f4 24 0.0 -0.0 inf nan 1e-45 -1e-40 1e-20 0.5 -0.5 0.625 \
// RUN:   -0.625 1 -1 1.5 -1.5 3 -3 5.9e-8 -0.99999994 0.1 -0.1 9 -9 -inf
// RUN: ptowsp-run %s --check --in x=%t.npy 2>&1 | FileCheck %s --check-prefix=COMPUTED
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { N = 24 };

// CHECK-LABEL: wsp.kernel @hyperbolic
// CHECK: pto.texp
// CHECK: pto.tsel
// CHECK-NOT: math.
wsp_kernel
static void hyperbolic(wsp_in const float x[N], wsp_out float a[N], wsp_out float b[N], wsp_out float c[N])
{
    for (int i = 0; i < N; i++) {
        a[i] = tanhf(x[i]);
        b[i] = sinhf(x[i] / 2);
        c[i] = coshf(x[i] / 2);
    }
}

// CHECK-LABEL: wsp.kernel @errors
wsp_kernel
static void errors(wsp_in const float x[N], wsp_out float a[N], wsp_out float b[N])
{
    for (int i = 0; i < N; i++) {
        a[i] = erff(x[i]);
        b[i] = erfcf(x[i]);
    }
}

// CHECK-LABEL: wsp.kernel @logarithms
// CHECK: pto.tlog
wsp_kernel
static void logarithms(wsp_in const float x[N], wsp_out float a[N], wsp_out float b[N], wsp_out float c[N], wsp_out float d[N])
{
    for (int i = 0; i < N; i++) {
        a[i] = log1pf(x[i]);
        b[i] = log2f(x[i]);
        c[i] = log10f(x[i]);
        d[i] = expm1f(x[i]);
    }
}

// COMPUTED-NOT: stays scalar
// COMPUTED: check: ok
wsp_workload
void all(wsp_in const float x[N], wsp_out float y[9][N])
{
    hyperbolic(x, y[0], y[1], y[2]);
    errors(x, y[3], y[4]);
    logarithms(x, y[5], y[6], y[7], y[8]);
}
