// RUN: ptowsp-run %s --check

// x = y = z converts at each step; x = 1, y = 2; is two statements.
#include <stddef.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>
struct pair { int x, y; };
wsp_kernel static void k(int64_t r[8], float f[8], int n) {
  int8_t a;
  uint16_t b;
  _Bool c;
  r[0] = a = b = n * 1000003;
  r[1] = c = f[1] = 0.25f, r[2] = a + b;
  f[2] = r[3] = f[3] = 2.75f;
  r[4] = offsetof(struct pair, y);
  for (int i = 0; i < 8; i++) f[i] += 1, r[i] ^= 3;
}
wsp_workload void w(int64_t R[8], float F[8]) { k(R, F, 77); }
