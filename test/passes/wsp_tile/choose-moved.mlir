// RUN: ptowsp-opt --wsp-tile --canonicalize --verify-diagnostics %s | FileCheck %s

// Sums of columns depend on one another along the rows alone: tiles of columns go around the loop
// over the rows, which stays the outer one in each of them.
// CHECK: scf.for %[[T:.*]] = %c0 to %c1024 step %c{{[0-9]+}} {
// CHECK: scf.for %[[I:.*]] = %{{.*}} to %{{.*}} step %c1
// CHECK: scf.for %[[J:.*]] = %[[T]] to
// CHECK: memref.load %A[%[[I]], %[[J]]]
wsp.workload @w(%A: in memref<2000x1024xf32>, %C: inout memref<1024xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c1024 = arith.constant 1024 : index
  %c2000 = arith.constant 2000 : index
  // expected-remark@+1 {{tasks around 'i'}}
  scf.for %i = %c0 to %c2000 step %c1 {
    scf.for %j = %c0 to %c1024 step %c1 {
      %0 = memref.load %A[%i, %j] : memref<2000x1024xf32>
      %1 = memref.load %C[%j] : memref<1024xf32>
      %2 = arith.addf %1, %0 : f32
      memref.store %2, %C[%j] : memref<1024xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "i"}
}
