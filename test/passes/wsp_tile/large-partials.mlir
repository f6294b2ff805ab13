// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s | FileCheck %s

// Parts of a sum do not become an array that nobody could hold.
// CHECK-NOT: memref.alloc
wsp.workload @w(%A: in memref<4xf32>, %S: inout memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 1000000000000000 : index
  // expected-remark@+1 {{there is no array for so many parts}}
  scf.for %i = %c0 to %n step %c1 {
    %s = memref.load %S[%c0] : memref<1xf32>
    %v = memref.load %A[%c0] : memref<4xf32>
    %w = arith.addf %s, %v : f32
    memref.store %w, %S[%c0] : memref<1xf32>
  } {wsp.iv = "i", wsp.reassociate, wsp.tile = 16 : i64}
}
