// Remainders of products that exceed 32 bits stay scalar code.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void rest(wsp_out float y[N]) {
  for (long i = 0; i < N; i++) y[i] = (float)(int)(i * i * 1000000000 % 1000003);
}
wsp_workload void w(wsp_out float y[N]) {
  rest(y);
}
