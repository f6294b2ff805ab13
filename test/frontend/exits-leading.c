// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A break at the start of a body that holds from then on is a condition; one that may not, or has
// work before it, needs a flag.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(int n, float a[8]) {
  // CHECK-LABEL: wsp.kernel @k
  // CHECK-NOT: name = "left"
  // CHECK: arith.cmpi sgt
  for (int i = 0; i < 8; i++) {
    if (i > n - 2) break;
    a[i] = 1;
  }
  // CHECK: arith.cmpi slt
  for (int i = 7; i >= 0; i--) { if (2 * i < n || i < 3) { break; } a[i] = 2; }
  // CHECK: memref.alloc() {wsp.name = "left"}
  for (int i = 0; i < 8; i++) { if (i < n) break; a[i] = 3; }
  // CHECK: memref.alloc() {wsp.name = "left"}
  for (int i = 0; i < 8; i++) { a[i] = 4; if (i > n) break; a[0] = 5; }
  // CHECK: memref.alloc() {wsp.name = "left"}
  int m = n;
  for (int i = 0; i < 8; i++) { if (i > m) break; m--; }
}
wsp_workload void w(float A[8]) { k(3, A); }
