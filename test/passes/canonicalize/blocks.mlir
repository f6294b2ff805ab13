// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// A branch whose condition is known goes one way; blocks that are not reached any more go.
// CHECK-LABEL: func.func @known
// CHECK-NEXT:    "mine.then"() : () -> ()
// CHECK-NEXT:    return %arg0 : i32
func.func @known(%x: i32) -> i32 {
  %true = arith.constant true
  cf.cond_br %true, ^bb1(%x : i32), ^bb2
^bb1(%0: i32):
  "mine.then"() : () -> ()
  return %0 : i32
^bb2:
  %1 = "mine.make"() : () -> i32
  cf.br ^bb3
^bb3:
  "mine.use"(%1) : (i32) -> ()
  cf.br ^bb2
}

// A block that only branches on is passed by; what both ways hand over is selected.
// CHECK-LABEL: func.func @joined
// CHECK-NEXT:    %[[S:.*]] = arith.select %arg0, %arg1, %arg2 : i32
// CHECK-NEXT:    return %[[S]] : i32
func.func @joined(%c: i1, %x: i32, %y: i32) -> i32 {
  cf.cond_br %c, ^bb1(%x : i32), ^bb2
^bb1(%0: i32):
  cf.br ^bb3(%0 : i32)
^bb2:
  cf.br ^bb3(%y : i32)
^bb3(%1: i32):
  return %1 : i32
}

// Loops of blocks stay, empty ones as well, and what other blocks read of a block's arguments.
// CHECK-LABEL: func.func @circles
// CHECK:         cf.cond_br %arg0, ^bb1(%arg1 : i32), ^bb3
// CHECK:       ^bb1(%[[A:.*]]: i32):
// CHECK-NEXT:    cf.br ^bb2
// CHECK:       ^bb2:
// CHECK-NEXT:    "mine.use"(%[[A]])
// CHECK-NEXT:    cf.cond_br %arg0, ^bb2, ^bb3
// CHECK:       ^bb3:
// CHECK-NEXT:    cf.br ^bb3
func.func @circles(%c: i1, %x: i32) {
  cf.cond_br %c, ^bb1(%x : i32), ^bb3
^bb1(%0: i32):
  cf.br ^bb2
^bb2:
  "mine.use"(%0) : (i32) -> ()
  cf.cond_br %c, ^bb2, ^bb3
^bb3:
  cf.br ^bb4
^bb4:
  cf.br ^bb3
}

// A loop from a number to the same one does nothing.
// CHECK-LABEL: func.func @never
// CHECK-NEXT:    return %arg1 : i32
func.func @never(%n: index, %x: i32) -> i32 {
  %c1 = arith.constant 1 : index
  %0 = scf.for %i = %n to %n step %c1 iter_args(%a = %x) -> (i32) {
    %1 = "mine.op"(%i, %a) : (index, i32) -> i32
    scf.yield %1 : i32
  }
  return %0 : i32
}

// What is stored keeps its type.
// CHECK-LABEL: func.func @stored
// CHECK:         %[[C:.*]] = memref.cast %arg0
// CHECK-NEXT:    memref.store %[[C]], %arg1[]
func.func @stored(%m: memref<32xi8>, %n: memref<memref<?xi8>>) {
  %0 = memref.cast %m : memref<32xi8> to memref<?xi8>
  memref.store %0, %n[] : memref<memref<?xi8>>
  return
}
