// RUN: ptowsp-translate --import-c %s | ptowsp-opt --wsp-infer-deps --wsp-raise-loops | FileCheck %s
// RUN: ptowsp-run %s --check | FileCheck --check-prefix=SAME %s

// Shifts of all elements by one number are the vector unit's; those by elements of their own are not.
#include <stdint.h>

#include <ptowsp/ptowsp.h>

// CHECK-LABEL: wsp.kernel @k(
// CHECK-NOT:     pto.texpands
// CHECK:         pto.tshls %{{.*}}, %c3_i32
// CHECK:         pto.tshrs %{{.*}}, %c2_i32
// CHECK:         pto.tshr %{{[0-9]+}}, %{{[0-9]+}} :
// SAME: check: ok
wsp_kernel static void k(const int32_t x[64], const int32_t n[64], int32_t y[64])
{
  for (int i = 0; i < 64; i++) y[i] = ((x[i] << 3) + (x[i] >> 2)) >> (n[i] & 7);
}
wsp_workload void w(const int32_t x[64], const int32_t n[64], int32_t y[64]) { k(x, n, y); }
