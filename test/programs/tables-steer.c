// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// Constant tables steer without a task that writes them.
// CHECK-NOT: never read
// CHECK-NOT: elements read
// CHECK: {{^  k +aiv +8 }}
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 32 };
wsp_kernel static void k(int c, const float x[N], float y[N]) { for (int i = 0; i < N; i++) y[i] = x[i] * c; }
static const int order[4] = {3, 1, 2, 0};
static const float f[2][2] = {{1, 0.5f}, {2, 3}};
wsp_workload void table(const float A[4][N], float B[4][N], float C[4][N])
{
  const int own[3] = {2, 0, 1};
  int mine[2] = {1, 2};
  for (int i = 0; i < 4; i++) k(order[3 - i], A[order[i]], B[i]);
  for (int i = 0; i < 3; i++) if (order[own[i]] > 1 && f[i / 2][i & 1] > 0.75f) k(own[1], A[i], C[own[i]]);
  mine[1] = 3;
  for (int i = 0; i < mine[1]; i++) k(2, A[i], C[3]);
}
