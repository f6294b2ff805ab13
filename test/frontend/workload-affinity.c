// RUN: ptowsp-translate --import-c %s | FileCheck %s

// The affinity policy has a key, the name of a loop variable or parameter.
#include <ptowsp/ptowsp.h>
wsp_workload wsp_dispatch("affinity", "i", 3)
void w(wsp_out float A[8]) {
  for (int i = 0; i < 8; i++) A[i] = 0;
}

// CHECK-LABEL: wsp.workload @w(%A: out memref<8xf32>) dispatch {key = "i", n = 3 : i64, policy = "affinity"}
// CHECK: } {wsp.iv = "i"}
