// RUN: ptowsp-opt --canonicalize --split-input-file %s | FileCheck %s

// A switch whose number is known is its case, a region of one block its operations.
// CHECK-LABEL: func.func @known
// CHECK-NEXT:    %[[C:.*]] = arith.constant 7 : i32
// CHECK-NEXT:    return %[[C]]
func.func @known() -> i32 {
  %c2 = arith.constant 2 : index
  %0 = scf.index_switch %c2 -> i32
  case 2 {
    %1 = scf.execute_region -> i32 {
      %a = arith.constant 7 : i32
      scf.yield %a : i32
    }
    scf.yield %1 : i32
  }
  default {
    %b = arith.constant 9 : i32
    scf.yield %b : i32
  }
  return %0 : i32
}

// -----

// What must not be inlined stays.
// CHECK-LABEL: func.func @kept
// CHECK:         scf.execute_region -> i32 no_inline
func.func @kept(%m: memref<i32>) -> i32 {
  %0 = scf.execute_region -> i32 no_inline {
    %x = memref.load %m[] : memref<i32>
    scf.yield %x : i32
  }
  return %0 : i32
}

// -----

// Nothing needs loops and switches without effects; a store inside keeps them.
// CHECK-LABEL: func.func @dead
// CHECK-NOT:     scf.index_switch
// CHECK:         scf.parallel
// CHECK-NOT:     scf.parallel
// CHECK:         return
func.func @dead(%m: memref<4xf32>, %f: f32, %n: index, %end: index) {
  scf.index_switch %n
  case 1 {
    %0 = memref.load %m[%n] : memref<4xf32>
    scf.yield
  }
  default {
  }
  scf.parallel (%i) = (%n) to (%end) step (%n) {
    memref.store %f, %m[%i] : memref<4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%n) to (%end) step (%n) {
    scf.reduce
  }
  return
}

// -----

// A loop that is left at once does what stands before its condition.
// CHECK-LABEL: func.func @left
// CHECK-NEXT:    memref.store
// CHECK-NEXT:    return %arg0
func.func @left(%n: i32, %m: memref<i32>) -> i32 {
  %false = arith.constant false
  %r = scf.while (%i = %n) : (i32) -> i32 {
    memref.store %i, %m[] : memref<i32>
    scf.condition(%false) %i : i32
  } do {
  ^bb0(%i: i32):
    scf.yield %i : i32
  }
  return %r : i32
}

// -----

// A loop whose step turns out to be none has no meaning that its results could have.
// CHECK-LABEL: func.func @still
// CHECK-NEXT:    return %arg1, %arg1
func.func @still(%n: index, %x: i32) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %step = arith.muli %n, %c0 : index
  %0 = scf.for %i = %c0 to %n step %step iter_args(%a = %x) -> i32 {
    %1 = arith.addi %a, %a : i32
    scf.yield %1 : i32
  }
  %2 = scf.parallel (%i) = (%c0) to (%n) step (%step) init (%x) -> i32 {
    scf.reduce (%x : i32) {
    ^bb0(%a: i32, %b: i32):
      scf.reduce.return %a : i32
    }
  }
  return %0, %2 : i32, i32
}
