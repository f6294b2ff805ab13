// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// Nests in a loop that carries a dependence are cut each by itself; the loop stays around them.
// CHECK: scf.for %{{.*}} = %c0 to %c3
// CHECK-NEXT: scf.for
// CHECK: } {wsp.iv = "i", wsp.tile_loop}
// CHECK-NEXT: scf.for
// CHECK: } {wsp.iv = "j", wsp.tile_loop}
// CHECK-NEXT: } {wsp.iv = "t"}
wsp.workload @w(%A: inout memref<1048576xf32>, %B: inout memref<1048576xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 1048576 : index
  scf.for %t = %c0 to %c3 step %c1 {
    scf.for %i = %c0 to %n step %c1 {
      %0 = memref.load %A[%i] : memref<1048576xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %B[%i] : memref<1048576xf32>
    } {wsp.iv = "i"}
    scf.for %j = %c0 to %n step %c1 {
      %0 = memref.load %B[%j] : memref<1048576xf32>
      memref.store %0, %A[%j] : memref<1048576xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "t"}
}
