// RUN: ptowsp-opt --wsp-tile --canonicalize %s | FileCheck %s

// A load between the loops is repeated in the point loops that use it, if the nest does not write its array.
// CHECK-LABEL: wsp.workload @w
// CHECK: scf.for %[[IT:.*]] = %c0 to %c64 step %c8 {
// CHECK-NOT: memref.load
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c16 {
// CHECK: scf.for %[[I:.*]] = %[[IT]] to
// CHECK: scf.for %[[J:.*]] =
// CHECK: %[[R:.*]] = memref.load %A[%[[I]], %c0]
// CHECK: memref.store %[[R]], %B[%[[I]], %[[J]]]
wsp.workload @w(%A: in memref<64x64xf32>, %B: out memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %0 = memref.load %A[%i, %c0] : memref<64x64xf32>
    scf.for %j = %c0 to %c64 step %c1 {
      memref.store %0, %B[%i, %j] : memref<64x64xf32>
    } {wsp.iv = "j", wsp.tile = 16 : i64}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
