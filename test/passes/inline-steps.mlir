// RUN: ptowsp-opt --inline --verify-each %s | FileCheck %s

// A function may be called with a step of nothing. What that would do is undefined: where loops come
// to an end, this one does at once.
// CHECK-LABEL: wsp.kernel @k
// CHECK:         %[[C1:.*]] = arith.constant 1 : index
// CHECK:         scf.for %{{.*}} = %[[L:.*]] to %[[L]] step %[[C1]]
wsp.kernel @k(%a: memref<8xf32>, %x: f32) {
  %z = arith.constant 0 : index
  func.call @loop(%z, %a, %x) : (index, memref<8xf32>, f32) -> ()
}
func.func private @loop(%s: index, %m: memref<8xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c5 = arith.constant 5 : index
  scf.for %i = %c0 to %c5 step %s {
    memref.store %x, %m[%i] : memref<8xf32>
  }
  return
}

// MLIR takes a negative step of scf.for, but not of scf.parallel.
// CHECK-LABEL: func.func @f
// CHECK:         %[[MINUS:.*]] = arith.constant -1 : index
// CHECK:         scf.for %{{.*}} step %[[MINUS]]
// CHECK:         scf.parallel (%{{.*}}, %{{.*}}) = (%[[L:.*]], %[[L]]) to (%[[L]], %{{.*}}) step (%{{.*}}, %{{.*}})
func.func @f(%a: memref<8xf32>, %x: f32) {
  %minus = arith.constant -1 : index
  func.call @loop(%minus, %a, %x) : (index, memref<8xf32>, f32) -> ()
  func.call @parallel(%minus, %a, %x) : (index, memref<8xf32>, f32) -> ()
  return
}
func.func private @parallel(%s: index, %m: memref<8xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c5 = arith.constant 5 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c5, %c5) step (%s, %c5) {
    memref.store %x, %m[%i] : memref<8xf32>
  }
  return
}
