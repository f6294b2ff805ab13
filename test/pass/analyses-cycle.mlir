// A kernel that calls itself from within is analysed once, not for ever.
// RUN: ptowsp-opt %s --wsp-infer-deps -o %t
module {
  wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
    wsp.workload @w(%B: memref<4xf32>) {
      %c0 = arith.constant 0 : index
      %t = memref.alloc() {wsp.name = "t"} : memref<4xf32>
      %0 = wsp.at %t[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
      %1 = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
      wsp.task @copy(%0, %1) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
    }
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    scf.for %arg0 = %c0 to %c4 step %c1 {
      %0 = memref.load %a[%arg0] : memref<4xf32, strided<[1], offset: ?>>
      memref.store %0, %b[%arg0] : memref<4xf32, strided<[1], offset: ?>>
    }
  }
}
