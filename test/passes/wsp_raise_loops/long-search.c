// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops 2>&1 | FileCheck %s

// Where loops inside of loops have to be written out, the search ends.
// CHECK: remark: kernel 'k' stays scalar: the search for tile instructions has become too long
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel void k(wsp_inout float d[N][N], wsp_in const float l[N][N]) {
  for (int c = 0; c < 16; c++)
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < i; j++) d[i][c] -= l[i][j] * d[j][c];
      d[i][c] /= l[i][i];
    }
}
