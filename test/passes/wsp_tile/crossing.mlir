// RUN: ptowsp-opt --wsp-tile --canonicalize %s 2>&1 | FileCheck %s

// An array of a loop that is not cut stays there, for the tiles of all nests in it. A value that
// such a nest takes from a statement beside it goes through a variable, if the nest around changes
// what it was read from; else it is read where it is used.
// CHECK:      scf.for %t =
// CHECK-NEXT:   %g = memref.alloc() {wsp.name = "g"} : memref<64xf32>
// CHECK-NEXT:   %value = memref.alloc() {wsp.name = "value"} : memref<f32>
// CHECK-NEXT:   %[[OLD:.*]] = memref.load %S[%c0]
// CHECK-NEXT:   memref.store %[[OLD]], %value[] : memref<f32>
// CHECK-NEXT:   scf.for %i = %c0 to %c64 step %c8
// CHECK-NEXT:     %[[END:.*]] = arith.addi
// CHECK-NEXT:     scf.for %{{.*}} to %[[END]]
// CHECK-NEXT:       %[[B:.*]] = memref.load %B[%t]
// CHECK-NEXT:       %[[V:.*]] = memref.load %value[]
// CHECK-NEXT:       arith.mulf %[[V]], %[[B]]
// CHECK:        scf.for %{{.*}} step %c16
wsp.workload @w(%S: inout memref<64xf32>, %B: in memref<5xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c64 = arith.constant 64 : index
  scf.for %t = %c0 to %c5 step %c1 {
    %g = memref.alloc() {wsp.name = "g"} : memref<64xf32>
    %0 = memref.load %S[%c0] : memref<64xf32>
    %1 = memref.load %B[%t] : memref<5xf32>
    scf.for %i = %c0 to %c64 step %c1 {
      %2 = arith.mulf %0, %1 : f32
      memref.store %2, %g[%i] : memref<64xf32>
    } {wsp.iv = "i", wsp.tile = 8 : i64}
    scf.for %i = %c0 to %c64 step %c1 {
      %2 = memref.load %g[%i] : memref<64xf32>
      memref.store %2, %S[%i] : memref<64xf32>
    } {wsp.iv = "i", wsp.tile = 16 : i64}
  } {wsp.iv = "t"}
}
