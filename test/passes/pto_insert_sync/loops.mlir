// RUN: ptowsp-opt --pto-insert-sync %s | FileCheck %s

// All pipes drain before a loop, at the end of each iteration, and so behind it.
// CHECK-LABEL: wsp.kernel @loop
// CHECK: pto.tload %x
// CHECK-NEXT: pto.pipe_barrier ALL
// CHECK-NEXT: scf.for
// CHECK-NEXT: pto.texp
// CHECK-NEXT: pto.set_flag V -> MTE3 event 0
// CHECK-NEXT: pto.wait_flag V -> MTE3 event 0
// CHECK-NEXT: pto.tstore
// CHECK-NEXT: pto.pipe_barrier ALL
// CHECK-NEXT: }
// CHECK-NEXT: pto.tstore
// CHECK-NEXT: }
wsp.kernel @loop(%x: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = pto.tload %x {addr = 0 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  scf.for %i = %c0 to %c4 step %c1 {
    %1 = pto.texp %0 {addr = 32 : i64} : !pto.tile<1x8xf32, ub>
    pto.tstore %1, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
  }
  pto.tstore %0, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
}

// Both ways of a condition end drained.
// CHECK-LABEL: wsp.kernel @condition
// CHECK: pto.pipe_barrier ALL
// CHECK-NEXT: scf.if
// CHECK-NEXT: pto.tstore
// CHECK-NEXT: pto.pipe_barrier ALL
// CHECK-NEXT: }
// CHECK-NEXT: pto.tstore
wsp.kernel @condition(%x: inout memref<8xf32>, %on: value i1) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  scf.if %on {
    pto.tstore %0, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
  }
  pto.tstore %0, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
}
