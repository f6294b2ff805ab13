// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t.tree %s -- -DVALUE=3 -I%S/Inputs
// RUN: cmp %S/Inputs/extent.h %t.tree/golden/extent.h
// RUN: FileCheck %s --input-file=%t.tree/golden.py
// RUN: %cc -std=c17 -fsyntax-only -DVALUE=3 -I %t.tree/golden %t.tree/golden/golden.c

// The user's headers go along with the source, and the definitions of the import.
// CHECK: _FLAGS = [{{.*}}, "-DVALUE=3"]
#include "extent.h"
#include <ptowsp/ptowsp.h>

wsp_kernel static void set(wsp_out float x[N])
{
    for (int i = 0; i < N; i++) x[i] = VALUE;
}

wsp_workload void one(wsp_out float x[N]) { set(x); }
