// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree --workload=ragged %s
// RUN: FileCheck %s <%t.tree/kernels/orchestration/pto_wsp_orch.cpp
// RUN: FileCheck %s --check-prefix=MANIFEST <%t.tree/manifest.json
// RUN: %exits 1 ptowsp-translate --target=a2a3sim_codegen -o %t.no --workload=until %s 2>&1 | FileCheck %s --check-prefix=UNTIL
// RUN: %exits 1 ptowsp-translate --target=a2a3sim_codegen -o %t.no --workload=real %s 2>&1 | FileCheck %s --check-prefix=REAL

// Inputs are read on the host while the graph is built; what tasks write is not there yet.
#include <ptowsp/ptowsp.h>
enum { B = 4, T = 16, N = 64 };
wsp_kernel static void acc(const float x[N], float y[N]) {
  for (int i = 0; i < N; i++) y[i] += x[i];
}
// MANIFEST: "tasks": null,
// CHECK: The inputs decide which tasks there are
// CHECK: std::map<std::array<int64_t, 2>, int> acc_id;
// CHECK: int64_t value = 0;
// CHECK-NEXT: for (int64_t b = 0; b < 4; b++)
// CHECK-NEXT:   int64_t len_read = 0;
// CHECK-NEXT:   if (!read_element<int32_t>(args[2], 4, b, &len_read))
// CHECK-NEXT:     return graph.fail("data.c:{{[0-9]+}} reads outside of len");
// CHECK-NEXT:   for (int64_t t = 0; t < len_read; t++)
// CHECK:          if (!inside((value + t) * 64, 0, 63, 1024))
// CHECK:          const int from = acc_id_or_none(b, t - 1); from >= 0 && !graph.edge(from, task)
// CHECK:          acc_id[{b, t}] = task;
// CHECK:        value = as_i32(value + len_read_2);
wsp_workload void ragged(const float x[T][N], float y[B][N], const int len[B]) {
  int off = 0;
  for (int b = 0; b < B; b++) {
    for (int t = 0; t < len[b]; t++) acc(x[off + t], y[b]);
    off += len[b];
  }
}
wsp_kernel static void most(const float x[N], int e[1]) { e[0] = x[0] > 1; }
wsp_workload void until(float x[N], const float y[N]) {
  int e[1];
  for (int i = 0; i < 9; i++) {
    acc(y, x);
    most(x, e);
    // UNTIL: :[[#@LINE+1]]:9: error: tasks write this element, and which tasks follow depends on it: host_build_graph@f7893d07 is given all tasks before the first one runs; submit those that there may be
    if (e[0]) break;
  }
}
wsp_workload void real(float x[N], const float y[N]) {
  // REAL: :[[#@LINE+1]]:7: error: the orchestration of host_build_graph@f7893d07 computes no floating-point values; let a kernel read this and decide
  if (y[0] > 0) acc(y, x);
}
