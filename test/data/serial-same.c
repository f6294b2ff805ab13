// RUN: mkdir -p %t.tmp
// RUN: env TMPDIR=%t.tmp ptowsp-run %s --size n=3 --check -- -DSCALE=2 | FileCheck %s
// RUN: ls -A %t.tmp | count 0
// RUN: env CC="%clang -O1" ptowsp-run %s --size n=3 --check -- -DSCALE=2 | FileCheck %s

// The file is compiled with the user's macros, by $CC if that is set; its own main does not
// matter, and nothing stays behind. Expressions of f16 round where they are stored.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

wsp_kernel static void k(wsp_in const _Float16 a[40], wsp_out _Float16 b[40], wsp_inout float c[40],
                         int n) {
  for (int i = 0; i < 40; i++) {
    b[i] = a[i] * a[i] + a[i] * (_Float16)SCALE;
    c[i] = expf(c[i]) * c[i] + n;
  }
}

wsp_workload void w(wsp_in const _Float16 a[40], wsp_out _Float16 b[40], wsp_inout float c[40],
                    int n) {
  k(a, b, c, n);
}

int main(void) { return 1; }
