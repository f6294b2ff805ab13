// RUN: ptowsp-translate --import-c %s | FileCheck %s
// RUN: ptowsp-run %s --check --size n=4
// RUN: %cc -std=c17 -Wall -Wextra -pedantic -Werror -O2 -I %include -c %s -o %t.o
// RUN: %clang -std=c17 -Wall -Wextra -pedantic -Werror -I %include -c %s -o %t.o

// A part of an array of three dimensions fits parameters of three, two or one.
#include <ptowsp/ptowsp.h>
// CHECK-LABEL: wsp.workload @w
// CHECK:         wsp.at %A[%{{.*}}, %{{.*}}, %{{.*}}] : memref<8x6x32xf32> to memref<2x6x32xf32
// CHECK:         wsp.at %B[%{{.*}}, %{{.*}}, %{{.*}}] : memref<?x6x32xf32> to memref<3x32xf32
// CHECK:         wsp.at %B[%{{.*}}, %{{.*}}, %{{.*}}] : memref<?x6x32xf32> to memref<8xf32
wsp_kernel static void block(const float a[2][6][32], float o[3][32]) {
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 8; k++) o[j][k] = i ? o[j][k] + a[i][j][k] : a[i][j][k];
}
wsp_kernel static void row(float o[8]) {
  for (int k = 0; k < 8; k++) o[k] *= 2;
}
wsp_workload void w(int n, wsp_in const float A[8][6][32], wsp_inout float B[n][6][32]) {
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 6; j += 3)
      for (int k = 0; k < 32; k += 8) {
        block(wsp_at(A, 2 * i, j, k), wsp_at(B, i, j, k));
        row(wsp_at(B, i, j, k));
      }
}
