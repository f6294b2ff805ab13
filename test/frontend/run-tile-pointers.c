// RUN: ptowsp-run %s --check

// A tile has the dimensions of what it is for: a parameter of an inlined function, a pointer, memcpy.
#include <ptowsp/ptowsp.h>
#include <string.h>
static float corner(const float t[2][16]) { return t[0][0] + t[1][3]; }
static void set(float *p, float v) {
  p[0] = v;
  p[1] = -v;
}
wsp_kernel static void k(const float a[8][16], float o[8][16]) {
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 16; j++) o[i][j] = 0;
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 12; j += 2) {
      const float *p = wsp_at(a, i, j);
      const float(*q)[16] = wsp_at(a, i, j);
      set(wsp_at(o, i, j), corner(wsp_at(a, i, j)) + p[1] + q[1][0]);
    }
  memcpy(o[7], wsp_at(a, 2, 3), 4 * sizeof(float));
}
wsp_workload void w(wsp_in const float A[8][16], wsp_out float O[8][16]) { k(A, O); }
