// RUN: ptowsp-run %s --check | FileCheck %s
// RUN: ptowsp-translate --target=llvmir %s | grep -c ' ashr ' | FileCheck %s --check-prefix=COUNT

// What is shifted is used twice in each of 32 steps, each time as integers of another width: it is
// computed once, or there would be thousands of millions of shifts.
// CHECK: check: ok
// COUNT: {{^[0-9]?[0-9]?[0-9]$}}
#include <stdint.h>
#include <ptowsp/ptowsp.h>
enum { N = 64 };
wsp_workload void crc(const uint8_t x[N][4], uint32_t y[N]) {
  for (wsp_parallel int m = 0; m < N; m++) {
    uint32_t c = ~0u;
    for (int i = 0; i < 4; i++) {
      c ^= x[m][i];
      for (int b = 0; b < 8; b++) c = c & 1 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
    }
    y[m] = ~c;
  }
}
