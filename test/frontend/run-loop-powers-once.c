// RUN: ptowsp-run %s --check

#include <ptowsp/ptowsp.h>
// The condition may multiply or divide the variable: the body sees what it has made of it.
static int log2_of(unsigned x) {
  int n = 0;
  while (x >>= 1) n++;
  return n;
}
static int digits(int x) {
  int n = 1;
  while ((x /= 10) > 0) n++;
  return n;
}
static int next_power(int limit) {
  int h = 1;
  while ((h *= 3) < limit) continue;
  return h;
}
// do runs the body once, whatever the variable is.
static unsigned reversed(unsigned n) {
  unsigned r = 0;
  do {
    r = r * 10 + n % 10;
    n /= 10;
  } while (n != 0);
  return r;
}
static int zeros(unsigned m) {
  int n = 0;
  do {
    if (m & 1) continue;
    n++;
  } while (m >>= 1);
  return n;
}
wsp_kernel static void k(const unsigned a[16], unsigned o[16]) {
  for (int i = 0; i < 16; i++) {
    unsigned x = i == 3 ? 0 : i == 4 ? 1 : a[i];
    o[i] = (unsigned)(log2_of(x) + 100 * digits((int)(x >> 12)) + 10000 * next_power((int)(x % 200)) + zeros(x)) ^ reversed(x);
  }
}
wsp_workload void w(wsp_in const unsigned A[16], wsp_out unsigned O[16]) { k(A, O); }
