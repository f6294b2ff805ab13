// RUN: ptowsp-run %s --check --size M=10 --size N=3 | FileCheck %s
// RUN: ptowsp-run %s --check --size M=1 --size N=1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='wsp-bind-sizes{sizes=M=10,N=3}' - | ptowsp-run - --size M=10 --size N=3

// One program for all sizes: rows, slices, intermediates and helpers of variable extents.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
static float dot(int n, const float x[n], const float y[n]) {
  float s = 0;
  for (int i = 0; i < n; i++) s += x[i] * y[i];
  return s;
}
wsp_kernel static void rows(int n, int k, const float a[n][k], const float b[n][k], float c[n]) {
  for (int i = 0; i < n; i++) c[i] = dot(k, a[i], b[i]);
}
wsp_kernel static void flip(int n, float c[restrict n]) {
  float t[n];
  for (int i = 0; i < n; i++) t[i] = c[i] / 2;
  for (int i = 0; i < n; i++) c[i] = t[n - 1 - i];
}
wsp_workload void w(int M, size_t N, wsp_in const float A[M][2 * N + 1],
                    wsp_in const float B[M][2 * N + 1], wsp_out float C[M], float D[M * N]) {
  float t[M];
  rows(M, 2 * (int)N + 1, A, B, C);
  for (wsp_parallel wsp_tile(4) int i = 0; i < M; i++) t[i] = C[i] * 3;
  flip(M, t);
  for (int i = 0; i < M; i++)
    for (size_t j = 0; j < N; j++) D[i * N + j] += t[i];
  for (size_t j = 0; j < N; j++) flip(1, &D[(M - 1) * N + j]);
}

// CHECK: check: ok
