// RUN: ptowsp-opt --cse %s | FileCheck %s

// Equal pure operations become the one that dominates, also from outside a loop.
// CHECK-LABEL: func.func @merge
// CHECK:         %[[S:.*]] = arith.addi %arg1, %arg1
// CHECK:         scf.for
// CHECK-NOT:       arith.addi
// CHECK:           memref.store %{{.*}}, %arg0[%[[S]]]
func.func @merge(%m: memref<8xf32>, %i: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = arith.addi %i, %i : index
  scf.for %k = %c0 to %s step %c1 {
    %t = arith.addi %i, %i : index
    memref.store %v, %m[%t] : memref<8xf32>
  }
  return
}

// What one branch computed is not there in the other.
// CHECK-LABEL: func.func @branches
// CHECK-COUNT-2: arith.addi
func.func @branches(%m: memref<8xf32>, %c: i1, %i: index, %v: f32) {
  scf.if %c {
    %s = arith.addi %i, %i : index
    memref.store %v, %m[%s] : memref<8xf32>
  } else {
    %s = arith.addi %i, %i : index
    memref.store %v, %m[%s] : memref<8xf32>
  }
  return
}

// Loads see stores between them; they and allocations are never merged.
// CHECK-LABEL: func.func @effects
// CHECK-COUNT-2: memref.load
// CHECK-COUNT-2: memref.alloca
func.func @effects(%m: memref<f32>) -> (f32, f32, memref<f32>, memref<f32>) {
  %0 = memref.load %m[] : memref<f32>
  %1 = memref.load %m[] : memref<f32>
  %a = memref.alloca() : memref<f32>
  %b = memref.alloca() : memref<f32>
  return %0, %1, %a, %b : f32, f32, memref<f32>, memref<f32>
}

// Equal operands under other attributes are another operation.
// CHECK-LABEL: func.func @predicates
// CHECK-COUNT-2: arith.cmpi
func.func @predicates(%a: i32, %b: i32) -> (i1, i1) {
  %0 = arith.cmpi slt, %a, %b : i32
  %1 = arith.cmpi sle, %a, %b : i32
  return %0, %1 : i1, i1
}
