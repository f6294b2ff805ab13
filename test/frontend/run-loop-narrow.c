// RUN: ptowsp-run %s --check

// A narrow variable may step past its bound where the value it ends with is one of its type.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel static void k(int o[16]) {
  for (int i = 0; i < 16; i++) o[i] = 0;
  for (int8_t q = 100; q > -100; q -= 50) o[5] -= q;
  for (uint8_t i = 0; i < 254; i += 5) o[i % 16]++;
  for (uint8_t i = 250; i > 0; i -= 50) o[i % 16] += 2;
  for (unsigned short i = 10; i >= 3; i -= 4) o[i] += 7;
}
wsp_workload void w(wsp_out int O[16]) { k(O); }
