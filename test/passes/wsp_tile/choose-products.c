// RUN: ptowsp-run %s --check --workload=scaled 2>&1 | FileCheck %s --check-prefix=SCALED
// RUN: ptowsp-run %s --check --workload=rest 2>&1 | FileCheck %s --check-prefix=REST

// Products with other work are tried as what they are split into: their tiles suit the cube.
#include <math.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { M = 40, N = 48, K = 36, LONG = 5000 };

// SCALED: tiles chosen: 'i' whole, 'j' by 16: 3 tasks,{{.*}}cube cores
// SCALED: is split into 'scaled_0_0' (cube
// SCALED: check: ok
wsp_workload void scaled(const int8_t A[M][K], const int8_t B[K][N], const float S[N], float C[M][N])
{
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            int32_t s = 0;
            for (int k = 0; k < K; k++) s += A[i][k] * B[k][j];
            C[i][j] = (float)s * S[j];
        }
}

// No size is chosen whose remainder would stay scalar: one row of 5000 is too long for a tile.
// REST-NOT: stays scalar
// REST: check: ok
wsp_workload void rest(const float A[3][2], const float B[2][LONG], float C[3][LONG])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < LONG; j++) {
            float s = 0;
            for (int k = 0; k < 2; k++) s += A[i][k] * B[k][j];
            C[i][j] = fmaxf(s, 0);
        }
}
