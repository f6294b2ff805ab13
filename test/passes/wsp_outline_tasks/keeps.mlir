// RUN: ptowsp-opt --wsp-outline-tasks %s > %t && ptowsp-opt %s | diff - %t

// A workload that only calls kernels stays as it is.
wsp.kernel @k(%a: inout memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.workload @w(%A: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  %t = memref.alloc() {wsp.name = "t"} : memref<8xf32>
  scf.for %i = %c0 to %c64 step %c8 {
    %0 = wsp.at %A[%i] : memref<64xf32> to memref<8xf32, strided<[1], offset: ?>>
    wsp.task @k(%0) : memref<8xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
}
