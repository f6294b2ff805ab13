// RUN: %python %src/test/data/Inputs/npy.py %t.good.npy u1 4 0 1 1 0 --descr="|b1"
// RUN: ptowsp-run %s --check --in b=%t.good.npy | FileCheck %s
// RUN: %python %src/test/data/Inputs/npy.py %t.bad.npy u1 4 0 1 2 0 --descr="|b1"
// RUN: %exits 1 ptowsp-run %s --in b=%t.bad.npy 2>&1 | FileCheck %s --check-prefix=BAD

// A bool is 0 or 1: what any other byte means, C does not say.
// CHECK: check: ok
// BAD: {{^}}error: {{.*}}bad.npy: has a bool that is 2; it is 0 or 1
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(wsp_in const _Bool b[4], wsp_out int x[4]) {
  for (int i = 0; i < 4; i++) x[i] = b[i] ? 5 : 7;
}
wsp_workload void w(wsp_in const _Bool b[4], wsp_out int x[4]) { k(b, x); }
