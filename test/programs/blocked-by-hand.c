// RUN: ptowsp-run %s --check | FileCheck %s

// Loops that the program has cut itself, with bounds that are minima.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#define BS 16
#define min(a, b) ((a) < (b) ? (a) : (b))
enum { N = 40, M = 33 };
wsp_workload void blocked(const float a[N][M], float b[M][N]) {
  for (int ii = 0; ii < N; ii += BS)
    for (int jj = 0; jj < M; jj += BS)
      for (int i = ii; i < min(ii + BS, N); i++)
        for (int j = jj; j < min(jj + BS, M); j++) b[j][i] = a[i][j];
}
