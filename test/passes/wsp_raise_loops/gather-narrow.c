// Tables are read at places of 8 and 16 bits, and tables of such elements.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 50, K = 4 };

wsp_workload void reads(wsp_in const uint8_t sequence[N + K], wsp_in const int16_t places[N],
                        wsp_in const float weights[K][256], wsp_in const uint8_t tones[256],
                        wsp_in const _Float16 halves[64], wsp_out float score[N],
                        wsp_out uint8_t toned[N], wsp_out _Float16 half[N])
{
    for (int p = 0; p < N; p++) {
        float sum = 0;
        for (int k = 0; k < K; k++) sum += weights[k][sequence[p + k]];
        score[p] = sum;
    }
    for (int p = 0; p < N; p++) toned[p] = tones[sequence[p]];
    for (int p = 0; p < N; p++) half[p] = halves[places[p] & 63];
}
