// RUN: ptowsp-run %s --workload=columns --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=lines --check | FileCheck %s --check-prefix=OK
// RUN: ptowsp-run %s --workload=integers --check | FileCheck %s --check-prefix=OK

#include <ptowsp/ptowsp.h>
#include <stdint.h>

// A row of sums is divided as one is.
// CHECK: remark: summed up in 21 independent parts, combined afterwards: wsp_reassociate
enum { M = 20003, N = 32 };
wsp_workload void columns(const float x[M][N], float s[N])
{
    for (int j = 0; j < N; j++) s[j] = 0;
    for (wsp_reassociate int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) s[j] += x[i][j];
}

// Few sums leave cores for the parts of each; the parts of one are no other's.
// CHECK: remark: summed up in 7 independent parts, combined afterwards: wsp_reassociate
enum { L = 200003 };
wsp_workload void lines(const float x[4][L], float s[4])
{
    for (int i = 0; i < 4; i++) {
        float a = 0;
        for (wsp_reassociate int j = 0; j < L; j++) a += x[i][j] * x[i][j];
        s[i] = a;
    }
}

// Integers may be summed up in any order, to the bit.
// CHECK: remark: summed up in {{[0-9]+}} independent parts, combined afterwards: integers have the same sum in any order
wsp_workload void integers(const int32_t x[L], int32_t s[1])
{
    s[0] = 0;
    for (int i = 0; i < L; i++) s[0] += x[i];
}
// CHECK: check: ok
// OK: check: ok
