// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// Of a nest with a mark, only what is marked is cut; a marked loop that need not be, is not.
// CHECK-LABEL: wsp.workload @w
// CHECK: scf.for %{{.*}} = %c0 to %c1024
// CHECK: } {wsp.iv = "i"}
// CHECK: } {wsp.iv = "i", wsp.tile_loop}
// CHECK-NEXT: scf.for %{{.*}} = %c0 to %c8
// CHECK-NOT: wsp.tile
wsp.workload @w(%A: inout memref<1024x512xf32>, %B: out memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c512 = arith.constant 512 : index
  %c1024 = arith.constant 1024 : index
  scf.for %i = %c0 to %c1024 step %c1 {
    scf.for %j = %c0 to %c512 step %c1 {
      %0 = memref.load %A[%i, %j] : memref<1024x512xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %A[%i, %j] : memref<1024x512xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "i", wsp.tile = "auto"}
  %x = arith.constant 1.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %x, %B[%i] : memref<8xf32>
  } {wsp.iv = "i", wsp.tile = "auto"}
  wsp.return
}
