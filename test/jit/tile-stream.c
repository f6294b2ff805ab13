// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s
// RUN: ptowsp-run %s --workload=large --check | FileCheck %s --check-prefix=CODE
#include <ptowsp/ptowsp.h>
#include <stdint.h>

enum { M = 4096, N = 8192, T = 16 };

// What another task reads stays in the caches for it.
// CHECK-LABEL: define void @kernel.first(
// CHECK-NOT: !nontemporal
wsp_kernel static void first(wsp_in const int8_t a[N], wsp_out int8_t c[T][N]) {
  for (int i = 0; i < T; i++)
    for (int j = 0; j < N; j++) c[i][j] = a[j];
}
// CHECK-LABEL: define void @kernel.last(
wsp_kernel static void last(wsp_in const int8_t a[T][N], wsp_out int8_t c[N]) {
  for (int j = 0; j < N; j++) c[j] = a[0][j];
}
wsp_workload void chain(wsp_in const int8_t a[N], wsp_out int8_t C[M][N], wsp_out int8_t d[N]) {
  for (wsp_parallel int i = 0; i < M; i += T) first(a, wsp_at(C, i, 0));
  last(C, d);
}

// Lines of a large array that the program only stores to go around them.
// CHECK-LABEL: define void @kernel.large_0(
// CHECK: store <64 x i8> {{.*}}, align 64, !nontemporal
// CODE: check: ok
wsp_workload void large(wsp_in const int8_t a[N], wsp_out int8_t C[M][N]) {
  for (wsp_parallel wsp_tile(T) int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) C[i][j] = a[j];
}

// A smaller one is likely to be in a cache already.
// CHECK-LABEL: define void @kernel.small_0(
// CHECK-NOT: !nontemporal
wsp_workload void small(wsp_in const int16_t a[N], wsp_out int16_t C[M / 4][N]) {
  for (wsp_parallel wsp_tile(T) int i = 0; i < M / 4; i++)
    for (int j = 0; j < N; j++) C[i][j] = a[j];
}

// Rows that do not fill their lines share them with others.
// CHECK-LABEL: define void @kernel.columns_0(
// CHECK-NOT: !nontemporal
wsp_workload void columns(wsp_in const int8_t a[N], wsp_out int8_t C[M][N]) {
  for (wsp_parallel wsp_tile(T) int i = 0; i < M; i++)
    for (wsp_parallel wsp_tile(32) int j = 0; j < N; j++) C[i][j] = a[j];
}
