// A machine of one cluster runs everything: without a policy one scheduler owns it.
// RUN: echo '{"aic_cores": 1, "aiv_cores": 2}' >%t.json
// RUN: ptowsp-run %s --machine=%t.json --check | FileCheck %s
// CHECK: schedulers 1
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_workload void w(const float x[N], float y[N]) {
  for (wsp_tile(8) int i = 0; i < N; i++)
    y[i] = x[i] + 1;
}
