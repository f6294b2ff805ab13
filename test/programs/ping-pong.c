// RUN: ptowsp-run %s --size steps=4 --check 2>&1 | FileCheck %s

// Two fields that take turns, by the parity of the step.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { N = 66 };

wsp_workload void heat(int steps, float u[2][N][N]) {
  for (int t = 0; t < steps; t++)
    for (int i = 1; i < N - 1; i++)
      for (int j = 1; j < N - 1; j++)
        u[(t + 1) % 2][i][j] = u[t % 2][i][j] + 0.1f * (u[t % 2][i - 1][j] + u[t % 2][i + 1][j] + u[t % 2][i][j - 1] +
                                                        u[t % 2][i][j + 1] - 4 * u[t % 2][i][j]);
}
