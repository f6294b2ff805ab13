// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --check

// memcpy between scalars, and elements, of one size keeps the bits: C's way to see a float as an integer.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
#include <string.h>
static uint32_t bits(float x) {
  uint32_t u;
  memcpy(&u, &x, sizeof u);
  return u;
}
// CHECK-LABEL: wsp.kernel @k
// CHECK:         arith.bitcast %{{.*}} : f32 to i32
// CHECK:         arith.bitcast %{{.*}} : i64 to f64
wsp_kernel static void k(const float a[8], const int64_t b[8], int32_t o[8], double p[8]) {
  for (int i = 0; i < 8; i++) {
    double d = 1;
    o[i] = (int32_t)(bits(a[i]) >> 23 & 0xff) - 127;
    memcpy(&d, &b[i], sizeof d);
    p[i] = d;
    memset(&d, 0, sizeof(d));
    p[i] += d;
  }
}
wsp_workload void w(wsp_in const float A[8], wsp_in const int64_t B[8], wsp_out int32_t O[8], wsp_out double P[8]) {
  k(A, B, O, P);
}
