// RUN: ptowsp-opt --pto-insert-sync %s | FileCheck %s

// A load into a place that is still being stored must wait (WAR on addresses, not on names).
// CHECK-LABEL: wsp.kernel @place
// CHECK: pto.tstore %{{.*}}, %y
// CHECK-NEXT: pto.set_flag MTE3 -> MTE2 event 0
// CHECK-NEXT: pto.wait_flag MTE3 -> MTE2 event 0
// CHECK-NEXT: pto.tload %x
wsp.kernel @place(%x: in memref<8x8xf32>, %y: out memref<8x8xf32>, %z: out memref<8x8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %0, %y : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
  %1 = pto.tload %x {addr = 128 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %1, %z : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}

// A load of what was stored to global memory waits for the store.
// CHECK-LABEL: wsp.kernel @memory
// CHECK: pto.tstore
// CHECK-NEXT: pto.set_flag MTE3 -> MTE2 event 0
// CHECK-NEXT: pto.wait_flag MTE3 -> MTE2 event 0
// CHECK-NEXT: pto.tload %x
wsp.kernel @memory(%x: inout memref<8x8xf32>, %y: out memref<8x8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %0, %x : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
  %1 = pto.tload %x {addr = 1024 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %1, %y : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}

// Two arguments are the same memory where some call says so.
// CHECK-LABEL: wsp.kernel @shared
// CHECK: pto.tstore
// CHECK-NEXT: pto.set_flag MTE3 -> MTE2 event 0
wsp.kernel @shared(%x: in memref<8xf32>, %y: out memref<8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  pto.tstore %0, %y : !pto.tile<1x8xf32, ub>, memref<8xf32>
  %1 = pto.tload %x {addr = 1024 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  pto.tstore %1, %y : !pto.tile<1x8xf32, ub>, memref<8xf32>
}
wsp.workload @call(%a: inout memref<8xf32>) {
  wsp.task @shared(%a, %a) : memref<8xf32>, memref<8xf32>
}

// What other flags imply is not said again: the exponential waits for the load, and the store for it.
// CHECK-LABEL: wsp.kernel @implied
// CHECK: pto.tstore %{{.*}}, %y
// CHECK-NEXT: pto.tstore %{{.*}}, %z
// CHECK-NEXT: }
wsp.kernel @implied(%x: in memref<8xf32>, %y: out memref<8xf32>, %z: out memref<8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8xf32> -> !pto.tile<1x8xf32, ub>
  %1 = pto.texp %0 {addr = 32 : i64} : !pto.tile<1x8xf32, ub>
  pto.tstore %1, %y : !pto.tile<1x8xf32, ub>, memref<8xf32>
  pto.tstore %0, %z : !pto.tile<1x8xf32, ub>, memref<8xf32>
}
