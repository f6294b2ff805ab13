// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Channels and processes are refused by name, once each.
#include <ptowsp/ptowsp.h>
// CHECK: :[[#@LINE+1]]:1: error: 'wsp_process' is not built yet
wsp_process void p(void) {}
wsp_workload void w(float A[8]) {
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_channel' is not built yet
  wsp_channel(float, 2) c;
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_send' is not built yet
  wsp_send(c, A[0]);
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_recv' is not built yet
  wsp_recv(c);
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_close' is not built yet
  wsp_close(c);
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_sort32' is not built yet
  wsp_sort32(A);
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_topk' is not built yet
  wsp_topk(A);
// CHECK: :[[#@LINE+1]]:3: error: 'wsp_gather' is not built yet
  wsp_gather(A);
}
