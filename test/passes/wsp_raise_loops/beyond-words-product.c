// Products of loops' variables that exceed 32 bits are not compared as words.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void mark(wsp_out float y[N]) {
  for (long i = 0; i < 8; i++)
    for (long j = 0; j < 8; j++) y[i * 8 + j] = i * j * 1000000000 > 3 ? 1.0f : 2.0f;
}
wsp_workload void w(wsp_out float y[N]) {
  mark(y);
}
