// RUN: ptowsp-opt --pass-pipeline='pto-plan-memory,pto-insert-sync' %s | FileCheck %s

// One flag does for all loads before it: the loads are done in order.
// CHECK-LABEL: wsp.kernel @loads
// CHECK: pto.tload %x
// CHECK-NEXT: pto.tload %y
// CHECK-NEXT: pto.set_flag MTE2 -> V event 0
// CHECK-NEXT: pto.wait_flag MTE2 -> V event 0
// CHECK-NEXT: pto.tadd
// CHECK-NEXT: pto.set_flag V -> MTE3 event 0
// CHECK-NEXT: pto.wait_flag V -> MTE3 event 0
// CHECK-NEXT: pto.tstore
// CHECK-NEXT: }
wsp.kernel @loads(%x: in memref<8x8xf32>, %y: inout memref<8x8xf32>) {
  %0 = pto.tload %x : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %1 = pto.tload %y : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %2 = pto.tadd %0, %1 : !pto.tile<8x8xf32, ub>
  pto.tstore %2, %y : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}

// Vector instructions that depend on one another need a barrier, others none.
// CHECK-LABEL: wsp.kernel @barriers
// CHECK: pto.wait_flag
// CHECK-NEXT: %[[A:.*]] = pto.texp
// CHECK-NEXT: %[[B:.*]] = pto.tabs
// CHECK-NEXT: pto.pipe_barrier V
// CHECK-NEXT: pto.tadd %[[A]], %[[B]]
// CHECK-NOT: pto.pipe_barrier
wsp.kernel @barriers(%x: inout memref<8x8xf32>) {
  %0 = pto.tload %x : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %1 = pto.texp %0 : !pto.tile<8x8xf32, ub>
  %2 = pto.tabs %0 : !pto.tile<8x8xf32, ub>
  %3 = pto.tadd %1, %2 : !pto.tile<8x8xf32, ub>
  pto.tstore %3, %x : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}

// The cube's way: each pipe waits for the one before it, and the store for the product.
// CHECK-LABEL: wsp.kernel @cube
// CHECK: pto.wait_flag MTE2 -> MTE1 event 0
// CHECK-NEXT: pto.tmov {{.*}} l0a>
// CHECK-NEXT: pto.wait_flag MTE2 -> MTE1 event 1
// CHECK-NEXT: pto.tmov {{.*}} l0b>
// CHECK-NEXT: pto.set_flag MTE1 -> M event 0
// CHECK-NEXT: pto.wait_flag MTE1 -> M event 0
// CHECK-NEXT: pto.tmatmul
// CHECK-NEXT: pto.set_flag M -> FIX event 0
// CHECK-NEXT: pto.wait_flag M -> FIX event 0
// CHECK-NEXT: pto.tstore
wsp.kernel @cube(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: out memref<16x16xf32>) {
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %1 = pto.tload %b : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %2 = pto.tmov %0 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %3 = pto.tmov %1 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %4, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
