// RUN: ptowsp-run %s --size n=5 --check
// RUN: ptowsp-run %s --size n=2 --check

// Scalars of a workload may change, also under conditions, and by a while loop.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float a[8], float b[8], float s) { for (int i = 0; i < 8; i++) b[i] = a[i] + s; }
wsp_workload void w(int n, wsp_in const float A[4][8], wsp_inout float B[4][8]) {
  int m = n * 2, z, i = 0;
  m += 3;
  if (n > 3) m -= 1; else m *= 2;
  if (n == 5) { z = m; if (m > 3) z = 4 - m; } else z = 1;
  for (int b = 0; b < 4; b++) {
    int f = b * 2;
    f += m;
    if (b > 1) f++;
    k(A[b], B[b], f + m + z);
  }
  while (i < n - 1) { B[0][i] = A[1][i]; i++; }
  B[1][0] = i;
}
