// RUN: ptowsp-opt --wsp-tile %s > %t && ptowsp-opt %s | diff - %t

// Without wsp.tile nothing changes, in workloads and kernels.
wsp.kernel @k(%a: inout memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %a[%c0] : memref<8xf32, strided<[1], offset: ?>>
  memref.store %0, %a[%c0] : memref<8xf32, strided<[1], offset: ?>>
}
wsp.workload @w(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c8 {
    %0 = wsp.at %A[%i] : memref<64xf32> to memref<8xf32, strided<[1], offset: ?>>
    wsp.task @k(%0) : memref<8xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i", wsp.parallel}
}
