// RUN: ptowsp-run %s --check | FileCheck %s

// Places made of quotients and remainders of one variable, in a flat array: that they fill it is more than is worth
// finding out.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>

enum { C = 16, W = 12, H = 12, S = 2, D = C / (S * S) };

wsp_workload void reorganize(const float x[C * H * W], float out[C * H * W]) {
  for (int k = 0; k < C; ++k)
    for (int j = 0; j < H; ++j)
      for (int i = 0; i < W; ++i) {
        int plane = k % D, offset = k / D;
        int column = i * S + offset % S, row = j * S + offset / S;
        out[column + W * S * (row + H * S * plane)] = x[i + W * (j + H * k)];
      }
}
