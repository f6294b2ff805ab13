// A table that is filled in steps which go beyond 64 bits is not followed; nothing overflows.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: kernel 'k' stays scalar
wsp.kernel @k(%at: in memref<64xi32>, %y: out memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %step = arith.constant 4611686018427387904 : index
  %end = arith.constant 9223372036854775807 : index
  %one = arith.constant 1.0 : f32
  %t = memref.alloca() : memref<2xf32>
  scf.for %i = %c0 to %end step %step {
    %0 = arith.divsi %i, %step : index
    memref.store %one, %t[%c0] : memref<2xf32>
  }
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = memref.load %at[%i] : memref<64xi32>
    %1 = arith.index_cast %0 : i32 to index
    %2 = memref.load %t[%1] : memref<2xf32>
    memref.store %2, %y[%i] : memref<64xf32>
  }
}
