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

// Loads are merged as long as nothing is written between; allocations never are.
// CHECK-LABEL: func.func @effects
// CHECK:         %[[A:.*]] = memref.load
// CHECK-NEXT:    memref.store
// CHECK-NEXT:    %[[B:.*]] = memref.load
// CHECK-COUNT-2: memref.alloca
// CHECK:         return %[[A]], %[[A]], %[[B]]
func.func @effects(%m: memref<f32>, %n: memref<f32>) -> (f32, f32, f32, memref<f32>, memref<f32>) {
  %0 = memref.load %m[] : memref<f32>
  %1 = memref.load %m[] : memref<f32>
  memref.store %0, %n[] : memref<f32>
  %2 = memref.load %m[] : memref<f32>
  %a = memref.alloca() : memref<f32>
  %b = memref.alloca() : memref<f32>
  return %0, %1, %2, %a, %b : f32, f32, f32, memref<f32>, memref<f32>
}

// What a loop may write later is read again in each iteration.
// CHECK-LABEL: func.func @iterations
// CHECK:         memref.load
// CHECK:         scf.for
// CHECK-NEXT:      memref.load
func.func @iterations(%m: memref<8xf32>, %i: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = memref.load %m[%i] : memref<8xf32>
  scf.for %k = %c0 to %i step %c1 {
    %1 = memref.load %m[%i] : memref<8xf32>
    %2 = arith.addf %1, %0 : f32
    memref.store %2, %m[%k] : memref<8xf32>
  }
  return %0 : f32
}

// The operands of a commutative operation may stand either way round, others may not.
// CHECK-LABEL: func.func @commutative
// CHECK-COUNT-1: arith.addi
// CHECK-NOT:     arith.addi
// CHECK-COUNT-2: arith.subi
func.func @commutative(%a: i32, %b: i32) -> (i32, i32, i32, i32) {
  %0 = arith.addi %a, %b : i32
  %1 = arith.addi %b, %a : i32
  %2 = arith.subi %a, %b : i32
  %3 = arith.subi %b, %a : i32
  return %0, %1, %2, %3 : i32, i32, i32, i32
}

// A tile with an address is made again: its place may have been another's.
// CHECK-LABEL: wsp.kernel @planned
// CHECK-COUNT-2: pto.tload
wsp.kernel @planned(%x: in memref<8x8xf32>, %y: out memref<8x8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %1 = pto.tneg %0 {addr = 0 : i64} : !pto.tile<8x8xf32, ub>
  %2 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  pto.tstore %2, %y : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}

// Equal operands under other attributes are another operation.
// CHECK-LABEL: func.func @predicates
// CHECK-COUNT-2: arith.cmpi
func.func @predicates(%a: i32, %b: i32) -> (i1, i1) {
  %0 = arith.cmpi slt, %a, %b : i32
  %1 = arith.cmpi sle, %a, %b : i32
  return %0, %1 : i1, i1
}

// What nothing reads goes, if nothing notices; what writes stays.
// CHECK-LABEL: @unread
// CHECK-NOT: arith.addi
// CHECK-NOT: memref.load
// CHECK: memref.store
// CHECK: call @effect
// CHECK-NEXT: return
func.func private @effect() -> i32
func.func @unread(%m: memref<4xi32>, %x: i32, %i: index) {
  %0 = arith.addi %x, %x : i32
  %1 = memref.load %m[%i] : memref<4xi32>
  memref.store %x, %m[%i] : memref<4xi32>
  %2 = func.call @effect() : () -> i32
  return
}

// A block that dominates another makes its values available there; one beside it does not.
// CHECK-LABEL: @blocks
// CHECK-NEXT: %[[A:.*]] = arith.addi %arg1, %arg2
// CHECK:      ^bb1:
// CHECK-NEXT:   %[[M:.*]] = arith.muli
// CHECK-NEXT:   cf.br ^bb3(%[[A]], %[[M]] : i32, i32)
// CHECK:      ^bb2:
// CHECK-NEXT:   %[[N:.*]] = arith.muli
// CHECK-NEXT:   cf.br ^bb3(%[[N]], %[[A]] : i32, i32)
func.func @blocks(%p: i1, %x: i32, %y: i32) -> (i32, i32) {
  %0 = arith.addi %x, %y : i32
  cf.cond_br %p, ^a, ^b
^a:
  %1 = arith.addi %x, %y : i32
  %2 = arith.muli %x, %y : i32
  cf.br ^c(%1, %2 : i32, i32)
^b:
  %3 = arith.muli %x, %y : i32
  cf.br ^c(%3, %0 : i32, i32)
^c(%u: i32, %v: i32):
  return %u, %v : i32, i32
}

// Pure operations with regions are compared with what is inside.
// CHECK-LABEL: @regions
// CHECK:      %[[A:.*]] = scf.if
// CHECK:      %[[B:.*]] = scf.if
// CHECK:        arith.subi
// CHECK:      return %[[A]], %[[A]], %[[B]]
func.func @regions(%p: i1, %x: i32, %y: i32) -> (i32, i32, i32) {
  %0 = scf.if %p -> i32 {
    %a = arith.addi %x, %y : i32
    scf.yield %a : i32
  } else {
    scf.yield %x : i32
  }
  %1 = scf.if %p -> i32 {
    %a = arith.addi %x, %y : i32
    scf.yield %a : i32
  } else {
    scf.yield %x : i32
  }
  %2 = scf.if %p -> i32 {
    %a = arith.subi %x, %y : i32
    scf.yield %a : i32
  } else {
    scf.yield %x : i32
  }
  return %0, %1, %2 : i32, i32, i32
}

// Loops that read are not merged, but leave what was read before them.
// CHECK-LABEL: @reading
// CHECK:         %[[A:.*]] = memref.load
// CHECK-COUNT-2: scf.for
// CHECK:         return %[[A]], %[[A]]
func.func @reading(%m: memref<f32>, %n: index, %x: f32) -> (f32, f32, f32, f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %m[] : memref<f32>
  %0 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> f32 {
    %v = memref.load %m[] : memref<f32>
    %t = arith.addf %s, %v : f32
    scf.yield %t : f32
  }
  %b = memref.load %m[] : memref<f32>
  %1 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> f32 {
    %v = memref.load %m[] : memref<f32>
    %t = arith.addf %s, %v : f32
    scf.yield %t : f32
  }
  return %a, %b, %0, %1 : f32, f32, f32, f32
}

// A store inside of a branch is one in between; nothing reads the last loop, nor the buffer.
// CHECK-LABEL: @between
// CHECK:         memref.load
// CHECK:         scf.if
// CHECK:         memref.load
// CHECK-NEXT:    return
func.func @between(%m: memref<f32>, %p: i1, %n: index, %x: f32) -> (f32, f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %m[] : memref<f32>
  scf.if %p {
    memref.store %x, %m[] : memref<f32>
  }
  %b = memref.load %m[] : memref<f32>
  %buffer = memref.alloc() : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %m[] : memref<f32>
  }
  return %a, %b : f32, f32
}
