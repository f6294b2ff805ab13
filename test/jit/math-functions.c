// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --import-c %s | FileCheck %s --check-prefix=IR

// Elementary functions equal the C library's bit for bit, in float and in double.
// CHECK: check: ok
// IR: math.cbrt
// IR: math.exp2
// IR: math.expm1
// IR: math.log2
// IR: math.log10
// IR: math.log1p
// IR: math.cos
// IR: math.tan
// IR: math.asin
// IR: math.acos
// IR: math.atan
// IR: math.sinh
// IR: math.cosh
// IR: math.asinh
// IR: math.acosh
// IR: math.atanh
// IR: math.erf
// IR: math.erfc
// IR: math.atan2
// IR: math.ceil
// IR: math.floor
// IR: math.round
// IR: math.trunc
#include <math.h>
#include <ptowsp/ptowsp.h>

#define SET(N, VALUE) y[N][i] = VALUE;
#define ALL(T, F)                                                             \
  wsp_kernel static void k##F(wsp_in const T x[50], wsp_out T y[23][50]) {    \
    for (int i = 0; i < 50; i++) {                                            \
      SET(0, cbrt##F(x[i])) SET(1, exp2##F(x[i])) SET(2, expm1##F(x[i]))      \
      SET(3, log2##F(x[i])) SET(4, log10##F(x[i])) SET(5, log1p##F(x[i]))     \
      SET(6, cos##F(x[i])) SET(7, tan##F(x[i])) SET(8, asin##F(x[i]))         \
      SET(9, acos##F(x[i])) SET(10, atan##F(x[i])) SET(11, sinh##F(x[i]))     \
      SET(12, cosh##F(x[i])) SET(13, asinh##F(x[i])) SET(14, acosh##F(x[i]))  \
      SET(15, atanh##F(x[i])) SET(16, erf##F(x[i])) SET(17, erfc##F(x[i]))    \
      SET(18, atan2##F(x[i], x[49 - i])) SET(19, ceil##F(9 * x[i]))           \
      SET(20, floor##F(9 * x[i])) SET(21, round##F(9 * x[i]))                 \
      SET(22, trunc##F(9 * x[i]))                                             \
    }                                                                         \
  }
ALL(float, f)
ALL(double, )

wsp_workload void w(wsp_in const float a[50], wsp_out float b[23][50], wsp_in const double c[50],
                    wsp_out double d[23][50]) {
  kf(a, b);
  k(c, d);
}
