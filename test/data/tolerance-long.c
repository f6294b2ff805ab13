// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// The serial sum of many terms is off by more than that of a few: more is allowed of it.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { M = 4, N = 200003 };
wsp_workload void squares(const float x[M][N], float s[M])
{
    for (int i = 0; i < M; i++) {
        float a = 0;
        for (int j = 0; j < N; j++) a += x[i][j] * x[i][j];
        s[i] = a;
    }
}
