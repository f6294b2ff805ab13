// RUN: %cc -std=c17 -Wall -Wextra -pedantic -Werror -I %include -c %s -o %t.o
// RUN: %cc -std=c17 -Wall -Wextra -pedantic -Werror -O2 -D__PTOWSP__ -I %include -c %s -o %t.o
// RUN: %clang -std=c17 -Wall -Wextra -pedantic -Werror -I %include -c %s -o %t.o
// RUN: %clang -std=c17 -Wall -Wextra -pedantic -Werror -O2 -D__PTOWSP__ -I %include -c %s -o %t.o
// RUN: ptowsp-translate --import-c %s -o /dev/null

// A file with every annotation compiles without a warning, annotated or not.
#include <ptowsp/ptowsp.h>
enum { M = 16, N = 8, T = 4 };
wsp_kernel wsp_core(aiv)
static void move(wsp_in const float a[T][N], wsp_out float b[T][N], wsp_inout float c[restrict T][N]) {
  for (int i = 0; i < T; i++) {
    b[i][0] = a[i][0];
    c[i][0] += 1;
  }
}
wsp_workload wsp_dispatch("round_robin", 4) wsp_task_window(8192, "stall")
void turns(wsp_in const float A[M][N], wsp_out float B[M][N], wsp_inout float C[M][N]) {
  float tmp[M][N];
  for (wsp_parallel int i = 0; i < M; i += T) {
    move(wsp_at(A, i, 0), wsp_at(tmp, i, 4), wsp_at(C, i, 0));
    move(wsp_at(tmp, i, 4), wsp_at(B, i, 0), wsp_at(C, i, 0));
  }
}
wsp_workload wsp_dispatch("affinity", "i", 2)
void tiles(wsp_inout float A[M][N]) {
  for (wsp_parallel wsp_tile(4) int i = 0; i < M; i++) A[i][0] = 1;
}
