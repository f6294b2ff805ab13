// Subscripts that are multiplied with what no array holds are not modelled: the whole array is touched.
// RUN: ptowsp-opt %s --wsp-infer-deps 2>&1 | FileCheck %s
// CHECK: remark: what this kernel touches of 'out' is not exactly a box
wsp.kernel @k(%x: in memref<256xf32>, %out: out memref<256xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %far = arith.constant 6148914691236517205 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %0 = arith.remsi %i, %c4 : index
      %1 = arith.muli %0, %far : index
      %2 = arith.addi %j, %1 : index
      %3 = arith.muli %2, %far : index
      %4 = arith.muli %i, %c16 : index
      %5 = arith.addi %4, %j : index
      %6 = memref.load %x[%5] : memref<256xf32>
      memref.store %6, %out[%3] : memref<256xf32>
    }
  }
}
