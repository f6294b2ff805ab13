// What tasks hand to a kernel tells whether words hold what is computed from it.
// RUN: ptowsp-run %s --check >%t 2>&1 && FileCheck %s <%t
// CHECK-NOT: 'near' stays scalar
// CHECK: kernel 'far' stays scalar
// CHECK-NOT: 'near' stays scalar
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 64 };

wsp_kernel static void near(wsp_out float x[N], long s) {
  for (int j = 0; j < N; j++) x[j] = (float)((s * j + 1) % 7);
}

wsp_kernel static void far(wsp_out float x[N], long s) {
  for (int j = 0; j < N; j++) x[j] = (float)((s * j + 1) % 7);
}

wsp_workload void tasks(wsp_out float X[4][N], wsp_out float Y[4][N]) {
  for (long i = 0; i < 4; i++) near(X[i], i);
  for (long i = 0; i < 4; i++) far(Y[i], i * 2000000000);
}
