// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A local array of a workload is a buffer on the device.
#include <ptowsp/ptowsp.h>
wsp_kernel static void k(const float a[8], float b[8]) { b[0] = a[0]; }
wsp_workload void w(const float A[8], float B[8]) {
  float tmp[2][8];
  k(A, tmp[1]);
  k(tmp[1], B);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32{{.*}}>, %b: memref<8xf32{{.*}}>)

// CHECK-LABEL: wsp.workload @w(%A: memref<8xf32>, %B: memref<8xf32>)
// CHECK: %tmp = memref.alloc() {wsp.name = "tmp"} : memref<2x8xf32>
// CHECK: %[[V0:.+]] = wsp.at %A[%c0{{.*}}] : memref<8xf32> to memref<8xf32{{.*}}>
// CHECK: %[[V1:.+]] = wsp.at %tmp[%c1{{.*}}, %c0{{.*}}] : memref<2x8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k(%[[V0]], %[[V1]]) : memref<8xf32{{.*}}>, memref<8xf32{{.*}}>
// CHECK: %[[V2:.+]] = wsp.at %tmp[%c1{{.*}}, %c0{{.*}}] : memref<2x8xf32> to memref<8xf32{{.*}}>
// CHECK: %[[V3:.+]] = wsp.at %B[%c0{{.*}}] : memref<8xf32> to memref<8xf32{{.*}}>
// CHECK: wsp.task @k(%[[V2]], %[[V3]]) : memref<8xf32{{.*}}>, memref<8xf32{{.*}}>
