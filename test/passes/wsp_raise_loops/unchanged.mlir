// RUN: ptowsp-opt --wsp-raise-loops %s | FileCheck %s

// What is in tile form already stays as it is, whatever else there is in it.
// CHECK-LABEL: wsp.kernel @tiles
// CHECK-NEXT: %[[A:.*]] = pto.tload %x
// CHECK-NEXT: pto.tstore %[[A]], %x
// CHECK: scf.for
// CHECK-NEXT: memref.load
wsp.kernel @tiles(%x: inout memref<8x8xf32>) {
  %0 = pto.tload %x : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %0, %x : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
    %1 = memref.load %x[%i, %i] : memref<8x8xf32>
  }
}

// Loops of a workload are not a kernel's.
// CHECK-LABEL: wsp.workload @loops
// CHECK: scf.for
// CHECK: memref.store
wsp.workload @loops(%x: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c1 = arith.constant 1 : index
  %cst = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %cst, %x[%i] : memref<8xf32>
  }
}

// An empty kernel has nothing to raise.
// CHECK-LABEL: wsp.kernel @empty() {
// CHECK-NEXT: }
wsp.kernel @empty() {
}
