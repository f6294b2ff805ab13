// RUN: ptowsp-run %s --check

// Tests of floats are true or false, also for NaN, infinities and -0; lround and lrint are whole numbers.
#include <math.h>
#include <ptowsp/ptowsp.h>
static const float EDGE[8] = {0.0f, -0.0f, 1e-41f, -2.5f, 3.5f, INFINITY, -INFINITY, NAN};
wsp_kernel static void tests(int o[8][8], double p[8]) {
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++) {
      float x = EDGE[i], y = EDGE[j];
      o[i][j] = isless(x, y) + 2 * islessequal(x, (double)y) + 4 * isgreater(x, y) + 8 * isgreaterequal(x, y) +
                16 * islessgreater(x, y) + 32 * !!isnormal(x) + 64 * (signbit(x) ? 1 : 0) + 128 * (isnormal(x * 1e-310) != 0);
    }
  for (int i = 0; i < 5; i++) p[i] = (double)lroundf(EDGE[i]) + 10.0 * (double)lrint(EDGE[i]) + (double)llround(EDGE[i] * 3.0);
  for (int i = 5; i < 8; i++) p[i] = 0;
}
wsp_workload void w(wsp_out int O[8][8], wsp_out double P[8]) { tests(O, P); }
