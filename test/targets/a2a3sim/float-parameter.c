// A parameter that is a float is its bits in the orchestration, a number for the golden program.
// RUN: rm -rf %t && ptowsp-translate --target=a2a3sim_codegen --size a=0.5 -o %t %s
// RUN: FileCheck %s --input-file=%t/kernels/orchestration/pto_wsp_orch.cpp
// CHECK: 0x3f000000 /* 0.5, by --size */, // a: value
// RUN: FileCheck %s --check-prefix=GOLDEN --input-file=%t/golden/golden.c
// GOLDEN: axpy(0x1p-1, arrays[0], arrays[1]);
// RUN: not ptowsp-translate --target=a2a3sim_codegen -o %t %s 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: the runtime hands arrays over, no numbers: give 'a' its value with --size a=N
#include <ptowsp/ptowsp.h>
wsp_kernel static void scaled(float a, const float x[64], float y[64]) {
    for (int i = 0; i < 64; i++)
        y[i] += a * x[i];
}
wsp_workload void axpy(float a, const float x[64], float y[64]) { scaled(a, x, y); }
