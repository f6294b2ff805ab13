// Softmax of the rows of a 4096x512 array as one writes it down, 32 rows a task.
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { M = 4096, N = 512, T = 32 };

wsp_kernel static void softmax_rows(wsp_in const float x[T][N], wsp_out float y[T][N]) {
  for (int i = 0; i < T; i++) {
    float max = x[i][0];
    for (int j = 1; j < N; j++) max = fmaxf(max, x[i][j]);
    float sum = 0;
    for (int j = 0; j < N; j++) {
      y[i][j] = expf(x[i][j] - max);
      sum += y[i][j];
    }
    for (int j = 0; j < N; j++) y[i][j] /= sum;
  }
}

wsp_workload void softmax(wsp_in const float X[M][N], wsp_out float Y[M][N]) {
  for (wsp_parallel int i = 0; i < M; i += T) softmax_rows(wsp_at(X, i, 0), wsp_at(Y, i, 0));
}
