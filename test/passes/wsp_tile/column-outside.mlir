// A column outside of its array is refused, whatever is tried of the nests around it.
// RUN: not ptowsp-opt --wsp-tile --wsp-outline-tasks %s 2>&1 | FileCheck %s

// CHECK: [[#@LINE+8]]:7: error: 'C' is accessed at -1
wsp.workload @w(%A: in memref<256x256xf32>, %B: in memref<256x256xf32>, %C: out memref<256x256xf32>) {
  %before = arith.constant -1 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %before to %c256 step %c1 {
    scf.for %j = %before to %c256 step %c1 {
      memref.store %zero, %C[%i, %before] : memref<256x256xf32>
      %0 = memref.load %C[%i, %j] : memref<256x256xf32>
      scf.for %k = %before to %c256 step %c1 {
        %1 = memref.load %A[%i, %k] : memref<256x256xf32>
        %2 = memref.load %B[%k, %j] : memref<256x256xf32>
        %3 = arith.mulf %1, %2 : f32
        %4 = arith.addf %0, %3 : f32
        memref.store %4, %C[%i, %j] : memref<256x256xf32>
      }
    } {wsp.parallel, wsp.tile = 64 : i64}
  } {wsp.parallel, wsp.tile = 64 : i64}
}
