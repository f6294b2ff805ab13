// Functions of constants, which the scalar unit does not have, are numbers in a kernel.
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: FileCheck %s < %t/kernels/aiv/k.cpp
#include <math.h>
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_kernel static void k(const float x[N], float y[N]) {
  const float a = 0.25f;
  float b = powf(2.0f, -a), c = 1.0f - expf(-a);
  for (int i = 0; i < N; i++)
    y[i] = x[i] * b + c;
}
wsp_workload void w(const float x[N], float y[N]) { k(x, y); }
// CHECK: TMULS({{.*}}, 0.840896428f);
// CHECK: TADDS({{.*}}, 0.221199214f);
