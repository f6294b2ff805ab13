// RUN: ptowsp-run %s --check --size n=37 --size s=5 | FileCheck %s
// RUN: ptowsp-run %s --check --size n=1 --size s=0 | FileCheck %s
// RUN: ptowsp-run %s --check --size n=63 --size s=-9 | FileCheck %s

// Conditions on sums with the variable end their loops where C does.
#include <stddef.h>
#include <ptowsp/ptowsp.h>
enum { N = 64, T = 16 };
wsp_kernel static void mv(wsp_in const int a[T], wsp_inout int b[T]) { for (int i = 0; i < T; i++) b[i] += a[i]; }
wsp_kernel static void k(int r[N], int n, int s) {
  for (int i = 0; i + s < n; i++) r[i & 63] += 1;
  for (int i = 0; n - i > 0; i += 3) r[i & 63] += 2;
  for (int i = 0; 2 * i < n; i++) r[i & 63] += 3;
  for (int i = 0; n > i + 1; i++) r[i & 63] += 4;
  for (int i = -9; i * 3 <= n; i++) r[(i + 9) & 63] += 5;
  for (int i = n; i * 3 >= s; i--) r[i & 63] += 6;
  for (int i = n; 5 + 4 * i > s - 7; i -= 2) r[i & 63] += 7;
  for (int i = 0; i < n - i; i++) r[i & 63] += 8;
  for (int i = n; -i < s; i--) r[i & 63] += 9;
  for (int i = 0; i + 3 != 20; i++) r[i & 63] += 10;
  for (int i = -20; i * 7 < -n; i++) r[i & 63] += 11;
  for (int i = 0; (i << 2) <= n; i++) r[i & 63] += 12;
  for (size_t z = 0; z + 3 < N; z++) r[z] += 13;
  for (size_t z = 0; z * 4 + 3 < (size_t)n; z++) r[z & 63] += 14;
  for (unsigned v = 0; 2 * v + 1 < 50; v++) r[v] += 15;
  for (int i = 0; i + 1 < sizeof(int) * 5; i++) r[i] += 16;
  for (int i = 0; 3 * i - n + s <= 2 * n - 4 * i; i++) r[i & 63] += 17;
}
wsp_workload void w(int n, int s, wsp_inout int a[N]) {
  for (int i = 0; i + T < N; i += T) mv(&a[i], &a[i + T]);
  for (int i = 8; i + 2 * T <= N; i += T) mv(wsp_at(a, i), wsp_at(a, i + T));
  k(a, n, s);
  for (int i = 0; N - 2 * i > n; i += 3) a[i] += s;
}

// CHECK: check: ok
