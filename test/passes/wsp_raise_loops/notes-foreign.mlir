// What the pass notes on operations is not believed of a module's: the store stays under its condition.
// RUN: ptowsp-opt %s --wsp-raise-loops | FileCheck %s
// CHECK: pto.tsel
wsp.kernel @k(%x: in memref<64xf32>, %y: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = memref.load %x[%i] : memref<64xf32>
    %1 = arith.cmpf ogt, %0, %zero : f32
    scf.if %1 {
      memref.store %0, %y[%i] {wsp.paired} : memref<64xf32>
    }
  }
}
