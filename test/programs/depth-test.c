// RUN: ptowsp-run %s --check | FileCheck %s

// Two arrays stored under one condition, layer upon layer.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { W = 64, H = 32, LAYERS = 4 };
wsp_kernel static void composite(wsp_inout float z[H][W], wsp_inout uint32_t color[H][W],
                                 wsp_in const float nz[H][W], wsp_in const uint32_t nc[H][W]) {
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      if (nz[y][x] < z[y][x]) {
        z[y][x] = nz[y][x];
        color[y][x] = nc[y][x] | 0xff000000u;
      }
}
wsp_workload wsp_dispatch("round_robin", 2) void layers(float z[H][W], uint32_t color[H][W],
                                                        const float nz[LAYERS][H][W],
                                                        const uint32_t nc[LAYERS][H][W]) {
  for (int l = 0; l < LAYERS; l++) composite(z, color, nz[l], nc[l]);
}
