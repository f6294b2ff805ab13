// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s

// As many parts as take the least time, with the task that combines them.
// CHECK: remark: summed up in 15 independent parts
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
enum { N = 300011 };
wsp_workload void sum(const float x[N], float s[1])
{
    s[0] = 0;
    for (wsp_reassociate int i = 0; i < N; i++) s[0] += x[i];
}
