// RUN: ptowsp-run %s --check

// A case that nothing ends goes on with the next.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const int32_t a[32], int32_t b[32]) {
  for (int i = 0; i < 32; i++) {
    int v = 0;
    switch (a[i] & 7) {
      case 0: v += 1;
      case 1: v += 10; if (a[i] > 40) break; v += 5;
      default: v += 100;
      case 5: v *= 3; break;
      case 6: case 7: v = -1;
    }
    b[i] = v;
  }
}
wsp_workload void w(wsp_in const int32_t A[32], int32_t B[32]) { k(A, B); }
