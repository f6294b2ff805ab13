// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DLAST=1 2>&1 | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s
// RUN: grep '"func_id": 31' %t.tree/manifest.json

// There are function ids for 32 kernels; the 33rd is refused where it is called.
// CHECK: kernel_limit.c:[[@LINE+15]]:{{[0-9]+}}: error: workload 'many' calls more than 32 kernels, the most host_build_graph@f7893d07 has function ids for; this call is the first too many
#include <ptowsp/ptowsp.h>

#define KERNEL(n) \
    wsp_kernel static void k##n(wsp_out float x[8]) { for (int i = 0; i < 8; i++) x[i] = 1##n; }
#define EIGHT(F, n) F(n##0) F(n##1) F(n##2) F(n##3) F(n##4) F(n##5) F(n##6) F(n##7)
#define CALL(n) k##n(x);

EIGHT(KERNEL, 1) EIGHT(KERNEL, 2) EIGHT(KERNEL, 3) EIGHT(KERNEL, 4)
KERNEL(50)

wsp_workload void many(wsp_out float x[8])
{
    EIGHT(CALL, 1) EIGHT(CALL, 2) EIGHT(CALL, 3) EIGHT(CALL, 4)
#ifdef LAST
    k50(x);
#endif
}
