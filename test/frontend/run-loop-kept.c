// RUN: ptowsp-run %s --check

// A loop's variable declared in front of it has its last value behind it, however the loop ends.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
static int find(const int32_t *a, int n, int x) {
  int i;
  for (i = 0; i < n && a[i] != x; i++) ;
  return i;
}
wsp_kernel static void k(const int32_t a[16], int32_t r[12], int st) {
  int i, j, p = 0, s = 0;
  for (i = 0; i < 16; i++) if (a[i] < -90) break;
  r[0] = i;
  for (i = 2, j = 15; i < 9; i += 2, j -= 3) s += a[j] * i;
  r[1] = i; r[2] = j;
  for (i = 1, j = 0; i < 100; i *= 2, j++) s += i;
  r[3] = i; r[4] = j;
  for (i = 15; i >= 0; i -= st) s += a[i];
  r[5] = i; r[6] = s;
  for (int q = 0; q < 16; q++, p += st) { if (a[q] < 0) continue; s += p; if (s > 999) break; }
  r[7] = p; r[8] = s;
  for (i = 0, j = 15; i <= j; i += 2, j--) s += a[i] * a[j];
  r[9] = i + 100 * j; r[10] = s;
  r[11] = find(a, 16, a[11]);
}
wsp_workload void w(wsp_in const int32_t A[16], int32_t R[12]) { k(A, R, 4); }
