// RUN: ptowsp-opt --wsp-tile --canonicalize --cse %s | FileCheck %s

// Tiles on the diagonal ask every point; those beyond it know the answer; those before it are none.
// CHECK-LABEL: wsp.workload @upper
// CHECK: scf.for %[[IT:.*]] = %c0 to %c40 step %c8 {
// CHECK:   scf.for %[[JT:.*]] = %c0 to %c40 step %c8 {
// CHECK:     %[[SOME:.*]] = arith.cmpi sge
// CHECK:     scf.if %[[SOME]] {
// CHECK:       %[[ALL:.*]] = arith.cmpi sge
// CHECK:       scf.if %[[ALL]] {
// CHECK-NOT:     scf.if
// CHECK:         memref.store %cst, %A
// CHECK:       } else {
// CHECK:         scf.for %[[I:.*]] = %[[IT]] to
// CHECK:           scf.for %[[J:.*]] = %[[JT]] to
// CHECK-NEXT:        %[[IN:.*]] = arith.cmpi sge, %[[J]], %[[I]]
// CHECK-NEXT:        scf.if %[[IN]] {
// CHECK-NEXT:          memref.store %cst, %A[%[[I]], %[[J]]]
// CHECK:       } {wsp.tile_if}
// CHECK:     } {wsp.tile_if}
// CHECK:   } {wsp.iv = "j", wsp.tile_loop}
wsp.workload @upper(%A: inout memref<40x40xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c40 step %c1 {
    scf.for %j = %i to %c40 step %c1 {
      memref.store %z, %A[%i, %j] : memref<40x40xf32>
    } {wsp.iv = "j", wsp.tile = 8 : i64}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}

// A parameter is as large as the array allows; tiles ask it.
// CHECK-LABEL: wsp.workload @parameter
// CHECK: %[[N:.*]] = arith.index_cast %n
// CHECK: scf.for %{{.*}} = %c0 to %c40 step %c8 {
// CHECK:   scf.if
// CHECK:     scf.if
wsp.workload @parameter(%A: inout memref<40xf32>, %n: value i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0.0 : f32
  %m = arith.index_cast %n : i64 to index
  scf.for %i = %c0 to %m step %c1 {
    memref.store %z, %A[%i] : memref<40xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}

// A grid starts lower rather than to leave a remainder.
// CHECK-LABEL: wsp.workload @aligned
// CHECK: scf.for %{{.*}} = %c0 to %c32 step %c32
// CHECK:   scf.for %{{.*}} = %c0 to %c32 step %c8
// CHECK-NOT: step %c7
wsp.workload @aligned(%A: inout memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %k = %c0 to %c32 step %c1 {
    %k1 = arith.addi %k, %c1 : index
    scf.for %i = %k1 to %c32 step %c1 {
      memref.store %z, %A[%i] : memref<32xf32>
    } {wsp.iv = "i", wsp.tile = 8 : i64}
  } {wsp.iv = "k"}
}
