// Totals over two loops inside of others stay totals: the loops around are kept, not those inside
// written out.
// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --canonicalize --wsp-raise-loops - 2>/dev/null \
// RUN:   | FileCheck %s --check-prefix=IR
// CHECK-NOT: stays scalar
// CHECK: check: ok
// IR:       wsp.kernel @norm
// IR:       scf.for %b =
// IR-NEXT:  scf.for %c =
// IR-COUNT-4: pto.trowsum
// IR-NOT:   pto.trowsum
// IR:       wsp.workload
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { B = 2, C = 3, H = 9, W = 11 };
wsp_kernel static void norm(wsp_in const float x[B][C][H][W], wsp_in const float g[C],
                            wsp_out float y[B][C][H][W]) {
    for (int b = 0; b < B; b++)
        for (int c = 0; c < C; c++) {
            float m = 0, v = 0;
            for (int i = 0; i < H; i++)
                for (int j = 0; j < W; j++) {
                    m += x[b][c][i][j];
                    v += x[b][c][i][j] * x[b][c][i][j];
                }
            m /= H * W;
            v = v / (H * W) - m * m;
            for (int i = 0; i < H; i++)
                for (int j = 0; j < W; j++)
                    y[b][c][i][j] = (x[b][c][i][j] - m) / sqrtf(v + 1e-3f) * g[c];
        }
}
wsp_workload void w(wsp_in const float x[B][C][H][W], wsp_in const float g[C],
                    wsp_out float y[B][C][H][W]) {
    norm(x, g, y);
}
