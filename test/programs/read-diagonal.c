// RUN: ptowsp-run %s --check | FileCheck %s

// An array that only some tiles of a nest read, at places that follow the tile: the others, at the edge,
// must not reach outside for it.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 24 };
wsp_workload void diagonal(wsp_in const uint64_t A[N][N], wsp_in const uint64_t C[N][N], wsp_in const uint64_t D[N][N], wsp_out uint64_t L[N][N]) {
  for (int i = N; i > 0; --i)
    for (int j = 0; j < N; j++)
      L[i - 1][j] = (j != i + 1 ? -A[(j + 1) % N][23 - j] : D[(j + 1) % N][j]) ^ C[j / 2][j];
}
