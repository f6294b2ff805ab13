// RUN: ptowsp-run %s --workload=second --size reps=3 --check | FileCheck %s

// A workload that another calls, and a switch over an enumeration.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
typedef enum { MODE_ADD, MODE_MUL, MODE_MAX } mode_t_;
enum { N = 256 };
wsp_kernel static void apply(int mode, wsp_inout float x[N], wsp_in const float y[N]) {
  for (int i = 0; i < N; i++) switch (mode) {
      case MODE_ADD:
        x[i] += y[i];
        break;
      case MODE_MUL:
        x[i] *= y[i];
        break;
      default:
        x[i] = x[i] > y[i] ? x[i] : y[i];
    }
}
wsp_workload void first(float x[N], const float y[N]) {
  apply(MODE_ADD, x, y);
  apply(MODE_MAX, x, y);
}
wsp_workload void second(int reps, float x[N], const float y[N]) {
  for (int r = 0; r < reps; r++) {
    first(x, y);
    if (r % 2 == 0) apply(MODE_MUL, x, y);
  }
}
