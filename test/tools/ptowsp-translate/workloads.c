// RUN: %exits 2 ptowsp-translate --target=a2a3sim_codegen -o %t %s 2>&1 | FileCheck %s
// RUN: %exits 2 ptowsp-translate --target=a2a3sim_codegen --workload=c -o %t %s 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: ptowsp-translate --target=a2a3sim_codegen --workload=b -o %t %s
// RUN: grep '"workload": "b"' %t/manifest.json

// Of several workloads one must be chosen.
// CHECK: ptowsp-translate: error: several workloads: choose by --workload among 'a', 'b'
// NONE: ptowsp-translate: error: no workload 'c'; there is 'a', 'b'
#include <ptowsp/ptowsp.h>

wsp_kernel static void set(wsp_out float x[8])
{
    for (int i = 0; i < 8; i++) x[i] = 1;
}

wsp_workload void a(wsp_out float x[8]) { set(x); }
wsp_workload void b(wsp_out float x[8]) { set(x); }
