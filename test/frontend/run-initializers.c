// RUN: ptowsp-run %s --check | FileCheck %s

// Initializers with and without braces and designators, that overlap and leave zeros.
#include <ptowsp/ptowsp.h>
enum {Q=2};
static const float tab[5] = {[4] = 1, [0] = 3, 2};
wsp_kernel static void k(int r[64], float f[8], int n) {
  int a[4][3] = {[1] = {1,2}, [Q][1] = 5, 6, {7}, [0][2] = n}; int b[3]={[2]=1, [0]=2, 3};
  int c[2][2][2] = {1, 2, {3, 4}, {{5}, 6, 7}}; int d[2][2] = {{1}, {[1] = 3}}; int e[3] = {}; int g[2][3] = {1,2,3,4,5};
  int h[2][2][2] = {[1][0] = {8, 9}, [0] = {[1][1] = 4}, [1][1][0] = 3};
  for (int i = 0; i < 4; i++) for (int j = 0; j < 3; j++) r[3*i+j] = a[i][j];
  for (int i = 0; i < 3; i++) { r[12+i] = b[i]; r[15 + i] = e[i]; }
  for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) for (int l = 0; l < 2; l++) { r[20+4*i+2*j+l] = c[i][j][l]; r[50+4*i+2*j+l] = h[i][j][l]; r[30+2*i+j] = d[i][j]; }
  for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) r[40+3*i+j] = g[i][j];
  for (int i = 0; i < 5; i++) f[i] = tab[i];
}
wsp_workload void w(int R[64], float F[8]) { k(R, F, 77); }

// CHECK: check: ok
