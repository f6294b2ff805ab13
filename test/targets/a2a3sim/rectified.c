// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: FileCheck %s --input-file=%t/kernels/aic/w_0.cpp
// RUN: not ls %t/kernels/aiv
#include <ptowsp/ptowsp.h>

enum { N = 32 };

// The cube's store rectifies on the machine; by hand in pto-isa's simulator, which has no such store.
// CHECK:      inline void store_relu(Global& target, TileT& tile) {
// CHECK:        TSTORE<TileT, Global, AtomicType::AtomicNone, ReluPreMode::NormalRelu>(target, tile);
// CHECK:      store_relu(c_gm, acc);
wsp_workload void w(const float a[N][N], const float b[N][N], float c[N][N]) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      float s = 0;
      for (int k = 0; k < N; k++) s += a[i][k] * b[k][j];
      c[i][j] = s > 0 ? s : 0;
    }
}
