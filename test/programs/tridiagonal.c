// RUN: ptowsp-run %s --check | FileCheck %s

// Tridiagonal systems side by side: recurrences down and up the columns.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 8, SYS = 40 };
wsp_workload void thomas(const float a[N][SYS], const float b[N][SYS], const float c[N][SYS],
                         const float d[N][SYS], float x[N][SYS]) {
  float cp[N][SYS], dp[N][SYS];
  for (int s = 0; s < SYS; s++) {
    cp[0][s] = c[0][s] / (b[0][s] + 4);
    dp[0][s] = d[0][s] / (b[0][s] + 4);
    for (int i = 1; i < N; i++) {
      const float m = 1.0f / (b[i][s] + 4 - a[i][s] * cp[i - 1][s]);
      cp[i][s] = c[i][s] * m;
      dp[i][s] = (d[i][s] - a[i][s] * dp[i - 1][s]) * m;
    }
    x[N - 1][s] = dp[N - 1][s];
    for (int i = N - 2; i >= 0; i--) x[i][s] = dp[i][s] - cp[i][s] * x[i + 1][s];
  }
}
