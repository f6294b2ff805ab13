// RUN: ptowsp-translate --import-c %s 2>&1 | FileCheck %s
// RUN: %exits 1 ptowsp-translate --import-c %s -- -DWRONG 2>&1 | FileCheck %s --check-prefix=WRONG

// A workload called by another is part of it; its wishes for its own tasks do not apply there.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(float a[8]) { a[0] += 1; }
wsp_workload wsp_task_window(4, "stall") void part(int n, float A[4][8]) {
  for (int i = 0; i < n; i++) k(A[i]);
}
wsp_workload void whole(float A[2][4][8]) {
  // CHECK: :[[#@LINE+1]]:3: warning: the tasks of 'part' follow the dispatch and task window of the workload that calls it, not its own
  part(4, A[1]);
}
#ifdef WRONG
wsp_kernel void wrong(float A[4][8]) {
  // WRONG: :[[#@LINE+1]]:3: error: a kernel cannot call the workload 'part'; call its kernels here
  part(4, A);
}
wsp_workload void again(float A[4][8]) {
  // WRONG: :[[#@LINE+1]]:3: error: 'again' calls itself; recursion is not part of the language: write a loop
  again(A);
}
#endif

// CHECK-LABEL: wsp.workload @whole
// CHECK: scf.for %i = %c0{{.*}} to %c4
// CHECK: wsp.at %A[%c1{{.*}}, %i, %c0{{.*}}]
// CHECK: wsp.task @k
