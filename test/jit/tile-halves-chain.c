// Words seen as halves and back, many times over: what was computed at a place is known there, and
// the code grows with the program.
// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=llvmir %s -o %t.ll
// RUN: grep -c "" %t.ll | awk '$1 < 20000 {print "short"}' | FileCheck %s --check-prefix=LINES
// CHECK: check: ok
// LINES: short
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { N = 256 };
wsp_kernel static void crc(const uint8_t x[N], uint32_t o[N]) {
  for (int i = 0; i < N; i++) {
    uint32_t c = ~(uint32_t)x[i];
    for (int b = 0; b < 8; b++) c = c & 1 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
    o[i] = c;
  }
}
wsp_workload void w(const uint8_t x[N], uint32_t o[N]) { crc(x, o); }
