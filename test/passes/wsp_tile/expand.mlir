// RUN: ptowsp-opt --wsp-tile --canonicalize %s 2>&1 | FileCheck %s

// A local variable that tiles of an inner loop use has an element for each iteration around it.
// CHECK: %s = memref.alloc() {wsp.name = "s"} : memref<20xf32>
// CHECK: memref.store %{{.*}}, %s[%[[I:.*]]] : memref<20xf32>
// CHECK: } {wsp.iv = "i"}
// CHECK-NEXT: scf.for %{{.*}} step %c8
// CHECK: memref.load %s[
wsp.workload @w(%A: in memref<20x16xf32>, %B: out memref<20xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c20 = arith.constant 20 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c20 step %c1 {
    %s = memref.alloc() {wsp.name = "s"} : memref<f32>
    memref.store %z, %s[] : memref<f32>
    scf.for %j = %c0 to %c16 step %c1 {
      %0 = memref.load %s[] : memref<f32>
      %1 = memref.load %A[%i, %j] : memref<20x16xf32>
      %2 = arith.addf %0, %1 : f32
      memref.store %2, %s[] : memref<f32>
    } {wsp.iv = "j", wsp.tile = 8 : i64}
    %3 = memref.load %s[] : memref<f32>
    memref.store %3, %B[%i] : memref<20xf32>
  } {wsp.iv = "i", wsp.tile = 5 : i64}
}
