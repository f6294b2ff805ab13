// RUN: ptowsp-run %s --workload=w --size M=5 --size N=3 --out A=%t.A.npy --out B=%t.B.npy
// RUN: ptowsp-run %s --workload=w --check --in A=%t.A.npy | FileCheck %s
// RUN: %exits 2 ptowsp-run %s --workload=w --in B=%t.B.npy 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: %exits 1 ptowsp-run %s --workload=w --size N=4 --in A=%t.A.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: %exits 2 ptowsp-run %s --workload=w --size K=4 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: %exits 2 ptowsp-translate --target=a2a3sim_codegen -o %t %s --workload=w --size K=4 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: %exits 1 ptowsp-translate --target=a2a3sim_codegen -o %t %s --workload=w --size M=4 2>&1 | FileCheck %s --check-prefix=LOCATED

// Sizes that are not given follow from the shapes of the files; a shape they contradict is an error.
#include <ptowsp/ptowsp.h>
wsp_workload void w(int M, int N, wsp_in const float A[M][2 * N + 1], wsp_inout float B[M]) {
  for (int i = 0; i < M; i++) B[i] += A[i][2 * N];
}
wsp_workload void other(int K, float A[K]) {
  for (int i = 0; i < K; i++) A[i] = 1;
}

// CHECK: check: ok
// MISSING: ptowsp-run: error: parameter 'N' of the workload needs --size N=N
// SHAPE: A.npy: has shape (5, 7), the program's array has (5, 9)
// UNKNOWN: error: --size K=4: the workload has no scalar parameter 'K'
// LOCATED: run-sizes.c:11:{{[0-9]+}}: error: the extents of 'A' depend on 'N': give --size N=N
