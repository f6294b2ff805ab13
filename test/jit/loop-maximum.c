// RUN: ptowsp-run %s --check --pass-pipeline=wsp-outline-tasks,wsp-infer-deps | FileCheck %s

// A running maximum in a loop of scalars compiles in time that does not double with each iteration.
#include <math.h>
#include <ptowsp/ptowsp.h>
wsp_workload void work(wsp_inout float a[40], const float b[40]) {
  for (int i = 0; i < 40; i++) {
    float top = 0;
    for (int j = 0; j < 40; j++) top = fmaxf(top, fmaxf(b[j], 0.5f));
    a[i] = b[i] * (top + b[i]);
  }
}

// CHECK: check: ok
