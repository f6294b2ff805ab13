// RUN: ptowsp-run %s --workload=far --check 2>&1 | FileCheck %s --check-prefix=FAR
// RUN: ptowsp-run %s --workload=clash --check 2>&1 | FileCheck %s --check-prefix=CLASH
// RUN: ptowsp-run %s --workload=turned --check 2>&1 | FileCheck %s --check-prefix=TURNED
#include <ptowsp/ptowsp.h>
#include <math.h>
enum { N = 512 };

// Several nests feed one; the nest between them has nothing to do with that.
// FAR: remark: fused with the nest before it, which writes 'b'
// FAR: remark: fused with an earlier nest, which writes 'a'
// FAR: check: ok
wsp_workload void far(wsp_in const float x[N][N], wsp_out float z[N][N], wsp_out float y[N][N]) {
  float a[N][N], b[N][N];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) a[i][j] = expf(x[i][j]);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) z[i][j] = x[j][i];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) b[i][j] = x[i][j] + 3;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) y[i][j] = a[i][j] + b[i][j];
}

// The nest between them changes what the first reads.
// CLASH-NOT: an earlier nest, which writes 't'
// CLASH: check: ok
wsp_workload void clash(wsp_inout float x[N][N], wsp_out float y[N][N]) {
  float t[N][N];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) t[i][j] = expf(x[i][j]);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) x[i][j] = 1;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) y[i][j] = t[i][j] + 2;
}

// The second's loops must change places for that.
// TURNED: remark: fused with the nest before it, which writes 'y', its loops interchanged
// TURNED: check: ok
wsp_workload void turned(wsp_in const float x[N][N], wsp_out float y[N]) {
  for (int j = 0; j < N; j++) y[j] = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) y[j] += x[i][j];
}
