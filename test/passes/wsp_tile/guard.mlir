// RUN: ptowsp-opt --wsp-tile --canonicalize --cse %s | FileCheck %s

// Both sides of a condition on a tiled loop's variable become statements of the points.
// CHECK-LABEL: wsp.workload @both
// CHECK: scf.for %[[IT:.*]] = %c0 to %c64 step %c8
// CHECK:   scf.for %{{.*}} = %c0 to %c64 step %c16
// CHECK:     scf.if
// CHECK:       arith.cmpi slt, %{{.*}}, %c5
// CHECK:       memref.store %cst, %A
// CHECK:     } {wsp.tile_if}
// CHECK:   scf.for %{{.*}} = %c0 to %c64 step %c32
// CHECK:     scf.if
// CHECK:       memref.store %cst_0, %A
// CHECK:     } else {
// CHECK:       arith.cmpi sge, %{{.*}}, %c5
// CHECK:       memref.store %cst_0, %A
wsp.workload @both(%A: inout memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  %o = arith.constant 1.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = arith.cmpi slt, %i, %c5 : index
    scf.if %0 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%i, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 16 : i64}
    } else {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %o, %A[%i, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 32 : i64}
    }
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}

// A condition on data is asked of every point.
// CHECK-LABEL: wsp.workload @data
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c8
// CHECK-NOT: tile_if
// CHECK: scf.for
// CHECK:   %[[X:.*]] = memref.load %B
// CHECK:   %[[IN:.*]] = arith.cmpf olt, %[[X]]
// CHECK:   scf.if %[[IN]]
wsp.workload @data(%A: inout memref<64x64xf32>, %B: in memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c64 step %c1 {
    %x = memref.load %B[%i] : memref<64xf32>
    %0 = arith.cmpf olt, %x, %z : f32
    scf.if %0 {
      scf.for %k = %c0 to %c64 step %c1 {
        memref.store %z, %A[%i, %k] : memref<64x64xf32>
      } {wsp.iv = "k", wsp.tile = 8 : i64}
    }
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
