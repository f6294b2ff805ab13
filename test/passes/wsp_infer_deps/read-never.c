// RUN: ptowsp-run %s --check | FileCheck %s

// A read that no tile makes, as its condition depends on the tile's origin, leaves the array an output.
#include <ptowsp/ptowsp.h>
wsp_workload void w(float C[8][40][8]) {
  for (wsp_tile(2) int i = 0; i <= 7; ++i)
    for (wsp_tile(8) int j = 30; j < 38; j++)
      for (wsp_tile(2) int k = 0; k < 8; k++)
        if (k <= j - 2 || C[i][j][7 - k] > 2) C[i][j][k] = j;
}
// CHECK: check: ok
