// RUN: ptowsp-run %s --check --size M=2 --workload=w | FileCheck %s
// RUN: ptowsp-run %s --check --size M=1 --workload=w --seed 3 | FileCheck %s
// RUN: ptowsp-run %s --check --size n=12 --workload=inner | FileCheck %s

// Loops over variables of the function, over several at once, with steps that are parameters; and
// a workload that calls another.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
enum { N = 30 };
wsp_kernel static void k(int r[N], int s[N][N], int n, int T) {
  int i, j, m;
  for (i = 0; i < N; i++) r[i] = i;
  for (i = 0, j = N - 1; i < n; ++i, j -= 2) r[i] += s[i][j < 0 ? 0 : j];
  for (int a = 0, b = N - 1; a < b; a++) { r[b] += a; if (a > 5) continue; r[a] -= 2; }
  for (int a = 2, b = 7, c = 3; a < N; a += 3, b = b + 2) { c += b; r[a] ^= c; }
  for (i = N - 1, m = 0; i >= 0; i -= 4, m++) for (j = 0; j < m; j++) s[i][j] += m;
  for (i = 0; i < N; i += T) r[i] *= 3;
  for (i = N - 1; i > 3; i -= T) r[i] += 1000;
  for (size_t z = 0, y = 4; z != 9; z++, y += 2) r[z] += (int)y;
}
wsp_workload void inner(int n, int P[N], int Q[N][N]) { if (n < 3) return; k(P, Q, n, n / 3); }
wsp_workload void w(int M, int R[4][N], int S[4][N][N]) {
  int i;
  for (i = 0; i < 4; i += M) inner(i + 4, R[i], S[i]);
  for (int p = 0, q = 3; p < 4; p++, q--) for (i = 0; i < N; i++) R[p][i] += S[q][0][i] * q;
  inner(2, R[0], S[0]);
}

// CHECK: check: ok
