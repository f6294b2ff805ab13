// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-run %s --check --workload=part --size by=3 | FileCheck %s
// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: grep '"workload": "whole"' %t/manifest.json
// RUN: ptowsp-translate --import-c %s | ptowsp-opt | FileCheck %s --check-prefix=IR
// RUN: %exits 2 ptowsp-run %s -- -DOTHER 2>&1 | FileCheck %s --check-prefix=TWO

// A static workload that another calls is a part of that one: it does not run by default.
// CHECK: check: ok
// IR: wsp.workload private @part(
// IR: wsp.workload @whole(
// TWO: ptowsp-run: error: several workloads: choose by --workload among 'whole', 'other'
#include <ptowsp/ptowsp.h>
enum { N = 64, T = 16 };
wsp_kernel static void inc(wsp_inout int a[T], int by) { for (int i = 0; i < T; i++) a[i] += by; }
wsp_workload static void part(wsp_inout int a[N], int by) { for (int i = 0; i < N; i += T) inc(&a[i], by); }
wsp_workload void whole(wsp_inout int a[N]) { for (int t = 0; t < 3; t++) part(a, t * 2 + 1); }
#ifdef OTHER
wsp_workload static void other(wsp_inout int a[N]) { part(a, 7); }
#endif
