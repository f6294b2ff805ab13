// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-translate --import-c %s -- -std=gnu17 -DMORE | FileCheck %s --check-prefixes=CHECK,MORE
// RUN: ptowsp-run %s --check

// <math.h> is all of ISO C's, also for functions outside of the program; the C library's own header
// follows where more is asked for.
#include <math.h>
#include <ptowsp/ptowsp.h>
float_t host(long double x) {
  int e;
  double_t whole;
  return (float_t)(lgammal(x) + frexp(modf(3.5, &whole), &e) + (FP_ILOGB0 == ilogbf(1.0f)) + llround(2.5) + HUGE_VAL +
                   fpclassify(x) + isless(x, 1.0L) + nan(""));
}
wsp_kernel static void k(float a[8]) {
  for (int i = 0; i < 8; i++) a[i] = isnan(a[i]) || isinf(a[i]) ? INFINITY : fmaxf(expf(a[i]), 0.5f);
#ifdef MORE
  a[0] = (float)M_PI;
#endif
}
wsp_workload void w(float A[8]) { k(A); }

// CHECK: math.exp
// CHECK: arith.maxnumf
// MORE: arith.constant 3.14159
