// A function of several cases that end in a return each, in a loop: choices, of what is set first
// where nothing was.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 999 };
typedef enum { CLIP, LEAKY, LOGISTIC, STEP } kind_t;

static float activate(float x, kind_t kind) {
  switch (kind) {
    case CLIP:
      if (x < -1) return -1;
      if (x > 1) return 1;
      return x;
    case LEAKY:
      return x > 0 ? x : .1f * x;
    case LOGISTIC:
      return 1 / (1 + expf(-x));
    case STEP:
      break;
  }
  return 0;
}

wsp_kernel static void apply(wsp_inout float x[N], kind_t kind) {
  for (int i = 0; i < N; i++) x[i] = activate(x[i], kind);
}

wsp_workload void all(wsp_inout float x[4][N]) {
  for (int k = 0; k < 4; k++) apply(x[k], (kind_t)k);
}
