// RUN: ptowsp-run %s --size n=21 --check

// Extents by calls, shifts, masks and typedefs; sizeof of arrays of any size; calls in bounds.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
typedef float vec[3];
static int up(int n) { return (n + 7) & ~7; }
static int half(int n) { return n >> 1; }
static int min(int a, int b) { return a < b ? a : b; }
wsp_kernel static void k(int n, const float a[up(n)], vec b[up(half(n)) * 2], float c[n & 15]) {
  for (int i = 0; i < min(n, up(n)); i++) b[i][n % 3] = a[i];
  for (int i = 0; i < (n & 15); i++) c[i] = a[i] + b[i][0];
}
wsp_workload void w(int n, wsp_in const float A[up(n)], vec B[up(half(n)) * 2], float C[n & 15], float D[n]) {
  typedef float row[n];
  row T[2];
  for (size_t i = 0; i < sizeof T[0] / sizeof T[0][0]; i++) T[0][i] = T[1][i] = A[i];
  for (size_t i = 0; i < sizeof *T / sizeof(float); i++) D[i] = T[0][i] + T[1][n - 1 - (int)i];
  k(n, A, B, C);
}
