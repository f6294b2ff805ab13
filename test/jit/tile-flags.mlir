// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s

// Flags and barriers order pipes of the machine; a kernel that runs in order needs none of them,
// and a reshape copies nothing.
// CHECK-LABEL: define void @kernel.k(
// CHECK-COUNT-1: call void @llvm.memcpy
// CHECK-NOT:     call
// CHECK:         ret void
wsp.kernel @k(%x: in memref<4x4xf32>, %y: out memref<4x4xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<4x4xf32> -> !pto.tile<4x4xf32, ub>
  pto.set_flag MTE2 -> MTE3 event 0
  pto.wait_flag MTE2 -> MTE3 event 0
  %1 = pto.treshape %0 : !pto.tile<4x4xf32, ub> -> !pto.tile<4x4xf32, ub>
  pto.pipe_barrier ALL
  pto.tstore %1, %y : !pto.tile<4x4xf32, ub>, memref<4x4xf32>
}
