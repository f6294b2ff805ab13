// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-run %s --report=%t.1
// RUN: ptowsp-run %s --report=%t.4 --check --threads=4 | FileCheck %s
// RUN: grep -vE '"host"|"check"' %t.1 >%t.h1
// RUN: grep -vE '"host"|"check"' %t.4 >%t.h4
// RUN: diff %t.h1 %t.h4
// RUN: ptowsp-run %s --check --pass-pipeline='wsp-infer-deps,wsp-task-window{n=3}' | FileCheck %s

// Updates of rows, columns and shifted tiles that overlap everywhere keep the serial order, on
// any number of host threads, which change no figure, and in a window of any size.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { N = 12 };

wsp_kernel static void row(wsp_inout int a[N]) {
  for (int i = 0; i < N; i++) a[i] = 3 * a[i] + i;
}
wsp_kernel static void column(wsp_inout int a[N][N]) {
  for (int i = 0; i < N; i++) a[i][0] = 5 * a[i][0] - i;
}
wsp_kernel static void tile(wsp_in const int from[4][N], wsp_inout int to[5][N]) {
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) to[i + 1][j] += 7 * from[i][j];
}
wsp_workload void overlap(wsp_inout int A[N][N], wsp_inout int B[N][N]) {
  for (int i = 0; i < 7; i++) {
    row(A[i]);
    column(wsp_at(A, 0, i));
    tile(wsp_at(A, i, i), wsp_at(B, i, 7 - i));
    tile(wsp_at(B, i, 1), wsp_at(A, 7 - i, i));
  }
}
