// RUN: ptowsp-run %s --check --size R=20 --size C=9 --size NNZ=17 | FileCheck %s

// Bounds of a kernel that read arrays the loop leaves alone are read once: sparse rows, ragged rows.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
wsp_kernel static void spmv(int rows, int cols, int nnz, wsp_in const int32_t indptr[rows + 1], wsp_in const uint8_t indices[nnz],
                            wsp_in const float values[nnz], wsp_in const float x[cols], wsp_out float y[rows]) {
  for (int r = 0; r < rows; r++) {
    float s = 0;
    for (int p = indptr[r] & 7; p < (indptr[r + 1] & 15); p++) s += values[p] * x[indices[p] % cols];
    y[r] = s;
  }
}
wsp_kernel static void ragged(int n, wsp_inout int len[n], wsp_inout float a[n][8]) {
  for (int i = 0; i < n; i++) len[i] = (len[i] & 7) + 1;
  for (int i = 0; i < n; i++)
    for (int t = 0; t < len[i]; t++) a[i][t] += t;
}
wsp_workload void w(int R, int C, int NNZ, wsp_in const int32_t P[R + 1], wsp_in const uint8_t I[NNZ], wsp_in const float V[NNZ],
                    wsp_in const float X[C], wsp_out float Y[R], wsp_inout int L[R], wsp_inout float G[R][8]) {
  spmv(R, C, NNZ, P, I, V, X, Y);
  ragged(R, L, G);
}

// CHECK: check: ok
