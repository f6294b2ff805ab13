// A loop is split at an iteration only where that is one of its own, not of the other tiles'.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: check: ok
#include <stdint.h>
#include <ptowsp/ptowsp.h>
wsp_workload void fill(const uint16_t A[13][5], wsp_inout uint16_t C[24][40]) {
  for (wsp_tile(4) int k = 24; k > 0; --k) {
    for (wsp_tile(10) int l = 0; l < 40; l++) {
      C[k - 1][l] = (uint16_t)((A[6][2]) % ((C[0][l] & 31) + 1));
    }
  }
}
