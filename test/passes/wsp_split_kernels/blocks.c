// Transforms of the blocks of an image, with a local array for each block: the two products of all
// blocks are one task of the cube.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK: kernel 'w_0' keeps 1 local array of its matrix products in global memory
// CHECK: tasks 6
// CHECK: AIV cores 0 of
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { H = 48, W = 64 };
wsp_workload void w(const float img[H][W], const float c[8][8], float out[H][W]) {
  for (int by = 0; by < H; by += 8)
    for (int bx = 0; bx < W; bx += 8) {
      float t[8][8];
      for (int u = 0; u < 8; u++)
        for (int x = 0; x < 8; x++) {
          float s = 0;
          for (int k = 0; k < 8; k++) s += c[u][k] * img[by + k][bx + x];
          t[u][x] = s;
        }
      for (int u = 0; u < 8; u++)
        for (int v = 0; v < 8; v++) {
          float s = 0;
          for (int k = 0; k < 8; k++) s += t[u][k] * c[v][k];
          out[by + u][bx + v] = s;
        }
    }
}
