// RUN: ptowsp-run %s --check

// while and do loops that count: the step stands at the end, in the middle or in the condition.
#include <stdint.h>
#include <ptowsp/ptowsp.h>
#define STORE(place, value) do { if ((value) < 0) break; (place) = (value); } while (0)
wsp_kernel static void k(const int32_t a[16], int32_t r[12]) {
  int i = 0, s = 0, n = 10;
  while (i < 16) { s += a[i]; i++; }
  r[0] = i; r[1] = s;
  while (i > 0) { i -= 3; s ^= i; }
  r[2] = i; r[3] = s;
  while (n-- > 0) s += n;
  r[4] = n; r[5] = s;
  for (n = 5; --n;) s += n;
  for (unsigned u = 37; u; u >>= 1) s += u & 1;
  r[6] = n; r[7] = s;
  do { s += i; i += 2; } while (i < n);
  r[8] = i; r[9] = s;
  do { if (s & 1) continue; s += i; } while (i++ < 12);
  r[8] ^= i; r[9] ^= s;
  for (int p = 2; p * p <= 40; p++) s += p;
  int digits = 0, x = a[0] < 0 ? -a[0] : a[0];
  while (x > 0 && digits < 9) { int d = x % 10; x /= 10; s += d; ++digits; }
  r[10] = digits; r[11] = s;
  STORE(r[0], s);
}
wsp_workload void w(wsp_in const int32_t A[16], int32_t R[12]) { k(A, R); }
