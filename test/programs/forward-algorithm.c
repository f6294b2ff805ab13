// RUN: ptowsp-run %s --check | FileCheck %s

// The forward algorithm in logarithms, on arrays that a kernel keeps.
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { S = 8, T = 6, O = 16, B = 2 };
wsp_kernel static void forward(const float logA[S][S], const float logB[S][O], const uint8_t obs[T],
                               float score[S]) {
  float cur[S], nxt[S];
  for (int s = 0; s < S; s++) cur[s] = logB[s][obs[0]];
  for (int t = 1; t < T; t++) {
    for (int j = 0; j < S; j++) {
      float m = -INFINITY, sum = 0;
      for (int i = 0; i < S; i++) m = fmaxf(m, cur[i] + logA[i][j]);
      for (int i = 0; i < S; i++) sum += expf(cur[i] + logA[i][j] - m);
      nxt[j] = m + logf(sum) + logB[j][obs[t]];
    }
    for (int j = 0; j < S; j++) cur[j] = nxt[j];
  }
  for (int s = 0; s < S; s++) score[s] = cur[s];
}
wsp_workload void hmm(const float logA[S][S], const float logB[S][O], const uint8_t obs[B][T],
                      float score[B][S]) {
  for (int b = 0; b < B; b++) forward(logA, logB, obs[b], score[b]);
}
