// RUN: ptowsp-run %s --check --size lr=0.1 --size n=3
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t --size lr=0.1 --size n=3 %s
// RUN: FileCheck %s --input-file=%t/kernels/orchestration/pto_wsp_orch.cpp
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t --size lr=0.1 --size n=3 %s -- -DHALF 2>&1 | FileCheck %s --check-prefix=HALF

// Floats that tasks take are computed where they are submitted, with the functions of the C library.
#include <math.h>
#include <ptowsp/ptowsp.h>
// CHECK: #include <cmath>
// CHECK: inline uint64_t float_word(float x)
wsp_kernel static void step(const float g[64], float m[64], float p[64], float rate, float correction, float scale) {
  for (int i = 0; i < 64; i++) {
    m[i] = 0.9f * m[i] + 0.1f * g[i];
    p[i] -= rate * (m[i] / correction) * scale;
  }
}
wsp_workload void adam(wsp_in const float G[4][64], wsp_inout float M[64], wsp_inout float P[64], float lr, int n) {
  const float beta = 0.9f;
  for (int t = 1; t <= 4; t++)
    // CHECK: float_word((0x1.99999ap-4f / static_cast<float>(int64_t{as_i32(t)})))
    // CHECK: float_word((0x1p+0f - std::pow(0x1.ccccccp-1f, static_cast<float>(int64_t{as_i32(t)}))))
    // CHECK: float_word((t > 2 ? 0x1p+1f : std::sqrt(0x1.99999ap-4f)))
    step(G[t - 1], M, P, lr / (float)t, 1 - powf(beta, (float)t), (float)(t > 2 ? 2.0 : sqrt(lr)));
#ifdef HALF
  // HALF: :[[#@LINE+1]]:49: error: the orchestration of {{.*}} computes floats in float and double, from constants, sizes and loop variables
  for (int t = 1; t <= 4; t++) step(G[0], M, P, (_Float16)(lr / (float)t), 1, 1);
#endif
}
