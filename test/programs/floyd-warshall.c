// RUN: ptowsp-run %s --check | FileCheck %s

// Shortest paths between all pairs, in unsigned 16-bit integers that saturate.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 10 };
wsp_kernel static void k(wsp_inout uint16_t d[N][N], int via) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      unsigned long_way = (unsigned)d[i][via] + d[via][j];
      d[i][j] = long_way < d[i][j] ? (uint16_t)long_way : d[i][j];
    }
}
wsp_workload void paths(wsp_inout uint16_t D[N][N]) {
  for (int via = 0; via < N; via++) k(D, via);
}
