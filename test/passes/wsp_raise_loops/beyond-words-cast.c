// Numbers of 64 bits that loops count stay scalar code where 32 do not hold them.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void count(wsp_out float y[N]) {
  for (long i = 0; i < N; i++) y[i] = (float)(i * 100000000);
}
wsp_workload void w(wsp_out float y[N]) {
  count(y);
}
