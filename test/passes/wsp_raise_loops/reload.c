// RUN: ptowsp-translate --import-c %s | ptowsp-opt --wsp-raise-loops | FileCheck %s
#include <ptowsp/ptowsp.h>
enum { M = 65536 };

// A row larger than the memory is divided into pieces, of which each loop over them, and over what
// is left, loads its own.
// CHECK-LABEL: wsp.kernel @norm
// CHECK-COUNT-4: pto.tload
// CHECK-LABEL: wsp.kernel @small
wsp_kernel void norm(wsp_in const float x[M], wsp_out float y[M]) {
  float sum = 0;
  for (int j = 0; j < M; j++) sum += x[j];
  for (int j = 0; j < M; j++) y[j] = x[j] / sum;
}

// What fits is loaded once.
// CHECK-COUNT-1: pto.tload
// CHECK-NOT: pto.tload
wsp_kernel void small(wsp_in const float x[512], wsp_out float y[512]) {
  float sum = 0;
  for (int j = 0; j < 512; j++) sum += x[j];
  for (int j = 0; j < 512; j++) y[j] = x[j] / sum;
}
