// The sum of two arrays of 64 MB, sixteen rows a task.
#include <ptowsp/ptowsp.h>

enum { M = 4096, N = 4096, T = 16 };

wsp_kernel static void add_rows(wsp_in const float a[T][N], wsp_in const float b[T][N],
                                wsp_out float c[T][N]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < N; j++) c[i][j] = a[i][j] + b[i][j];
}

wsp_workload void add(wsp_in const float A[M][N], wsp_in const float B[M][N],
                      wsp_out float C[M][N]) {
  for (wsp_parallel int i = 0; i < M; i += T)
    add_rows(wsp_at(A, i, 0), wsp_at(B, i, 0), wsp_at(C, i, 0));
}
