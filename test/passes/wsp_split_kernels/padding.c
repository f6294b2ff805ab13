// A factor that is an element or, outside of the array, zero: the array gets a border of zeros. A choice that
// is not one by the subscripts stays.
// RUN: ptowsp-run --workload=run --check %s 2>&1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --cse --wsp-split-kernels | FileCheck --check-prefix=IR %s
// RUN: ptowsp-translate --target=a2a3sim_codegen --workload=run -o %t.tree %s
// CHECK: remark: kernel 'picture' {{.*}} is split into 'picture_0' (vector, line {{.*}}), 'picture_1' (cube, line {{.*}}), with 1 array in global memory
// CHECK-NOT: {{(picture|bytes).*}} stays scalar
// CHECK: check: ok
// IR-LABEL: wsp.kernel @every
// IR: scf.if
// IR-LABEL: wsp.workload @run
// IR: memref.alloc() {wsp.name = "padded"} : memref<11x16x5xf32>
// IR: memref.alloc() {wsp.name = "padded"} : memref<16x5xi8>
#include <ptowsp/ptowsp.h>
#include <stdint.h>

enum { H = 9, W = 14, I = 5, O = 7, R = 3 };

wsp_kernel static void picture(wsp_in const float x[H][W][I], wsp_in const float f[R][R][I][O], wsp_out float y[H][W][O]) {
  for (int v = 0; v < H; v++)
    for (int u = 0; u < W; u++)
      for (int o = 0; o < O; o++) {
        float s = 0;
        for (int q = 0; q < R; q++)
          for (int r = 0; r < R; r++)
            for (int i = 0; i < I; i++)
              s += (v + q >= 1 && v + q <= H && u + r >= 1 && u + r <= W ? x[v + q - 1][u + r - 1][i] : 0) * f[q][r][i][o];
        y[v][u][o] = s;
      }
}
wsp_kernel static void bytes(wsp_in const int8_t x[W][I], wsp_in const int8_t f[R][I][O], wsp_out int32_t y[W][O]) {
  for (int u = 0; u < W; u++)
    for (int o = 0; o < O; o++) {
      int32_t s = 0;
      for (int r = 0; r < R; r++)
        for (int i = 0; i < I; i++) s += (u + r == 0 || u + r > W ? 0 : x[u + r - 1][i]) * f[r][i][o];
      y[u][o] = s;
    }
}
// Whether an element counts depends on the row, not on the element.
wsp_kernel static void every(wsp_in const float x[W][I], wsp_in const float f[R][I][O], wsp_inout float y[W][O]) {
  for (int u = 0; u < W - R; u++)
    for (int o = 0; o < O; o++)
      for (int r = 0; r < R; r++)
        for (int i = 0; i < I; i++) y[u][o] += (u > r ? x[u + r][i] : 0) * f[r][i][o];
}
wsp_workload void run(wsp_in const float X[H][W][I], wsp_in const float F[R][R][I][O], wsp_out float Y[H][W][O], wsp_in const int8_t Z[W][I], wsp_in const int8_t G[R][I][O], wsp_out int32_t V[W][O]) {
  picture(X, F, Y);
  bytes(Z, G, V);
}
wsp_workload void other(wsp_in const float X[W][I], wsp_in const float F[R][I][O], wsp_inout float Y[W][O]) { every(X, F, Y); }
