// A factor stored the other way round is loaded column by column into a tile of columns; what is split in two
// kernels has a slot of its own for each task, in whole lines.
// RUN: rm -rf %t && ptowsp-translate --target=a2a3sim_codegen -o %t %s 2>/dev/null
// RUN: FileCheck %s --input-file=%t/kernels/aic/scaled_0.cpp
// RUN: FileCheck --check-prefix=ORCH %s --input-file=%t/kernels/orchestration/pto_wsp_orch.cpp
#include <ptowsp/ptowsp.h>

// CHECK: using [[GM:Gm_[^ ]*]] = GlobalTensor<float, Shape<1, 1, 1, 37, 21>, Stride<777, 777, 777, 1, 37>, Layout::DN>;
// CHECK: using [[L1:L1_[^ ]*]] = Tile<TileType::Mat, float, 48, 32, BLayout::RowMajor, 37, 21, SLayout::ColMajor, 512>;
// CHECK: [[GM]] [[A:a[^ ]*]](a);
// CHECK: [[L1]] [[T:a[^ ]*]];
// CHECK: TLOAD([[T]], [[A]]);
// CHECK: TMOV(a_l0a, [[T]]);
// ORCH: void* const s = graph.allocate(25920);
// ORCH: for (int64_t h = 0; h < 3; h++)
// ORCH: address(s, 4 * (h * 2160)), // s: out

wsp_kernel
static void scaled(wsp_in const float a[21][37], wsp_in const float b[21][45], wsp_out float c[37][45])
{
    for (int i = 0; i < 37; i++)
        for (int j = 0; j < 45; j++) {
            float s = 0;
            for (int k = 0; k < 21; k++)
                s += a[k][i] * b[k][j];
            c[i][j] = s * 0.5f;
        }
}

wsp_workload
void run(wsp_in const float a[3][21][37], wsp_in const float b[21][45], wsp_out float c[3][37][45])
{
    for (wsp_parallel int h = 0; h < 3; h++)
        scaled(a[h], b, c[h]);
}
