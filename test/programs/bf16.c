// RUN: env -u CC ptowsp-run %s --check 2>&1 | FileCheck %s

// __bf16, which gcc 12 does not have: the serial run takes clang where it is the machine's other
// compiler. A product of odd extents on the cube, a map on the vector unit.
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 21, N = 24, K = 50 };
wsp_workload void product(wsp_in const __bf16 A[M][K], wsp_in const __bf16 B[K][N], wsp_out float C[M][N],
                          wsp_out __bf16 D[M][K]) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      float s = 0;
      for (int k = 0; k < K; k++) s += (float)A[i][k] * (float)B[k][j];
      C[i][j] = s;
    }
  for (int i = 0; i < M; i++)
    for (int k = 0; k < K; k++) D[i][k] = (__bf16)((float)A[i][k] * 3 + 1);
}
