// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: cat %t.tree/kernels/aiv/*.cpp | FileCheck %s

// The one column that is left over is moved element by element, both ways.
// CHECK-DAG: Stride<{{[0-9]+, [0-9]+, [0-9]+}}, 129, 1>> 
// CHECK-DAG: load_apart(x_ub, x_gm);
// CHECK-DAG: store_apart(y_gm, t);
#include <ptowsp/ptowsp.h>
enum { N = 129 };
wsp_workload void scale(const float x[N][N], float y[N][N])
{
    for (wsp_tile(64) int i = 0; i < N; i++)
        for (wsp_tile(64) int j = 0; j < N; j++) y[i][j] = x[i][j] * 2;
}
