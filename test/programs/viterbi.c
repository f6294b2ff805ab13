// RUN: ptowsp-run %s --check | FileCheck %s

// The best path of a hidden Markov model, read back through its places.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { S = 16, T = 10 };
wsp_workload void viterbi(wsp_in const float trans[S][S], wsp_in const float emit[T][S],
                          wsp_out int32_t path[T], wsp_out float score[1]) {
  float v[T][S];
  int32_t back[T][S];
  for (int s = 0; s < S; s++) {
    v[0][s] = emit[0][s];
    back[0][s] = 0;
  }
  for (int t = 1; t < T; t++)
    for (int s = 0; s < S; s++) {
      float best = v[t - 1][0] + trans[0][s];
      int arg = 0;
      for (int p = 1; p < S; p++) {
        const float c = v[t - 1][p] + trans[p][s];
        if (c > best) {
          best = c;
          arg = p;
        }
      }
      v[t][s] = best + emit[t][s];
      back[t][s] = arg;
    }
  int last = 0;
  for (int s = 1; s < S; s++)
    if (v[T - 1][s] > v[T - 1][last]) last = s;
  score[0] = v[T - 1][last];
  path[T - 1] = last;
  for (int t = T - 1; t > 0; t--) path[t - 1] = back[t][path[t]];
}
