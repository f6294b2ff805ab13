// A product of two 1024x1024 matrices through tasks of 128x128 tiles.
#include <ptowsp/ptowsp.h>

enum { N = 1024, T = 128 };

wsp_kernel static void matmul_tile(wsp_in const float a[T][N], wsp_in const float b[T][N],
                                   wsp_inout float c[T][N]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < T; j++)
      for (int k = 0; k < T; k++) c[i][j] += a[i][k] * b[k][j];
}

wsp_workload void matmul(wsp_in const float A[N][N], wsp_in const float B[N][N],
                         wsp_inout float C[N][N]) {
  for (wsp_parallel int i = 0; i < N; i += T)
    for (wsp_parallel int j = 0; j < N; j += T)
      for (int k = 0; k < N; k += T) matmul_tile(wsp_at(A, i, k), wsp_at(B, k, j), wsp_at(C, i, j));
}
