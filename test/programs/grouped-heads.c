// RUN: ptowsp-run %s --check | FileCheck %s

// Attention of one query per head, where heads share keys and values.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { HEADS = 8, KV = 2, D = 32, T = 18 };
wsp_workload void gqa(const float q[HEADS][D], const float kc[KV][T][D], const float vc[KV][T][D],
                      float out[HEADS][D]) {
  float score[HEADS][T];
  const float scale = 0.17677669f;
  for (int h = 0; h < HEADS; h++) {
    float m = -INFINITY, sum = 0;
    for (int t = 0; t < T; t++) {
      float s = 0;
      for (int d = 0; d < D; d++) s += q[h][d] * kc[h / (HEADS / KV)][t][d];
      score[h][t] = s * scale;
      m = fmaxf(m, score[h][t]);
    }
    for (int t = 0; t < T; t++) {
      score[h][t] = expf(score[h][t] - m);
      sum += score[h][t];
    }
    for (int d = 0; d < D; d++) {
      float o = 0;
      for (int t = 0; t < T; t++) o += score[h][t] * vc[h / (HEADS / KV)][t][d];
      out[h][d] = o / sum;
    }
  }
}
