// RUN: ptowsp-opt --loop-invariant-code-motion %s | FileCheck %s

// What depends on no variable leaves all loops, in order.
// CHECK-LABEL: func.func @hoist
// CHECK:         %[[A:.*]] = arith.muli %arg1, %arg1
// CHECK:         %[[B:.*]] = arith.addi %[[A]], %arg1
// CHECK-NEXT:    scf.for
// CHECK-NEXT:      scf.for
func.func @hoist(%m: memref<?xindex>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %a = arith.muli %n, %n : index
      %b = arith.addi %a, %n : index
      memref.store %b, %m[%j] : memref<?xindex>
    }
  }
  return
}

// A division that may fail, a load and what depends on the variable stay.
// CHECK-LABEL: func.func @stay
// CHECK:         scf.for
// CHECK-NEXT:      arith.divsi
// CHECK-NEXT:      memref.load
// CHECK-NEXT:      arith.addi
func.func @stay(%m: memref<?xindex>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %d = arith.divsi %c1, %n : index
    %l = memref.load %m[%d] : memref<?xindex>
    %s = arith.addi %l, %i : index
    memref.store %s, %m[%i] : memref<?xindex>
  }
  return
}
