// RUN: ptowsp-translate --import-c %s | FileCheck %s

// What a prototype says of a kernel or workload holds for its definition.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(wsp_in const float a[2], wsp_out float b[2]);
wsp_workload void w(wsp_in const float A[2], wsp_out float B[2]);
void w(const float A[2], float B[2]) { k(A, B); }
void k(const float a[2], float b[2]) { b[0] = a[0]; }

// CHECK: wsp.kernel @k(%a: in memref<2xf32, strided<[1], offset: ?>>, %b: out memref<2xf32{{.*}}>)
// CHECK: wsp.workload @w(%A: in memref<2xf32>, %B: out memref<2xf32>)
// CHECK: wsp.task @k
