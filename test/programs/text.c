// RUN: ptowsp-run %s --check | FileCheck %s

// Characters as bytes: upper case, a checksum and a count of letters.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
enum { N = 48 };
wsp_kernel static void k(wsp_in const uint8_t a[N], wsp_out uint8_t b[N], wsp_out uint32_t sums[2]) {
  uint32_t check = 5381, letters = 0;
  for (int i = 0; i < N; i++) {
    uint8_t c = (uint8_t)(a[i] * 7 + 'A');
    _Bool lower = c >= 'a' && c <= 'z';
    b[i] = lower ? (uint8_t)(c - 'a' + 'A') : c;
    letters += lower || (c >= 'A' && c <= 'Z');
    check = check * 33 ^ b[i];
  }
  sums[0] = check;
  sums[1] = letters;
}
wsp_workload void text(wsp_in const uint8_t A[N], wsp_out uint8_t B[N], wsp_out uint32_t C[2]) { k(A, B, C); }
