// RUN: %exits 3 ptowsp-run %s --check --report=%t.json | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.json

// A result that is not the serial one fails the check with the worst element and status 3.
// CHECK: check: FAILED: b[2][3] is 6, expected -1; 1 element differs
// REPORT: "check": {"status": "failed"
#include <ptowsp/ptowsp.h>

#ifdef __PTOWSP__
#define BONUS 7
#else
#define BONUS 0
#endif

wsp_kernel static void k(wsp_in const int a[4][5], wsp_out int b[4][5]) {
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 5; j++) b[i][j] = a[i][j] * 3;
  b[2][3] = a[2][3] + BONUS;
}

wsp_workload void w(wsp_in const int a[4][5], wsp_out int b[4][5]) { k(a, b); }
