// RUN: ptowsp-opt --pto-insert-sync --split-input-file --verify-diagnostics %s | FileCheck %s

// A scalar kernel has one pipe only.
// CHECK-LABEL: wsp.kernel @scalar
// CHECK-NOT: pto.
wsp.kernel @scalar(%x: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<8xf32>
  memref.store %0, %x[%c0] : memref<8xf32>
}

// Flags that are there already are somebody's choice.
// CHECK-LABEL: wsp.kernel @by_hand
// CHECK: pto.tload
// CHECK-NEXT: pto.pipe_barrier ALL
// CHECK-NEXT: pto.tstore
wsp.kernel @by_hand(%x: inout memref<8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  pto.pipe_barrier ALL
  pto.tstore %0, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
}

// -----

// Overlap is decided on addresses: without them there is nothing to decide on.
wsp.kernel @unplanned(%x: inout memref<8xf32>) {
  // expected-error@+1 {{the tile has no address: run pto-plan-memory before pto-insert-sync}}
  %0 = pto.tload %x : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  pto.tstore %0, %x : !pto.tile<1x8xf32, ub>, memref<8xf32>
}
