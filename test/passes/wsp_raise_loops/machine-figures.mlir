// Figures that no machine has are not taken from a module: this memory is not empty.
// RUN: ptowsp-opt %s --wsp-raise-loops | FileCheck %s
// CHECK: pto.tload
module attributes {wsp.machine = {ub_bytes = 0.0 : f64}} {
  wsp.kernel @copy(%x: in memref<64xf32>, %y: out memref<64xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    scf.for %i = %c0 to %c64 step %c1 {
      %0 = memref.load %x[%i] : memref<64xf32>
      memref.store %0, %y[%i] : memref<64xf32>
    }
  }
}
