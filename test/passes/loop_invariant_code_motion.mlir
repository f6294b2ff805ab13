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

// A read leaves a loop that runs for certain and writes nothing.
// CHECK-LABEL: func.func @reads
// CHECK:         memref.load
// CHECK:         scf.for
// CHECK-NEXT:      arith.addf
func.func @reads(%m: memref<8xf32>, %i: index, %x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %k = %c0 to %c8 step %c1 iter_args(%a = %x) -> (f32) {
    %l = memref.load %m[%i] : memref<8xf32>
    %s = arith.addf %a, %l : f32
    scf.yield %s : f32
  }
  return %r : f32
}

// It stays in a loop that may run no iteration: the index may be none then; or that writes.
// CHECK-LABEL: func.func @uncertain
// CHECK:         scf.for
// CHECK-NEXT:      memref.load
// CHECK:         scf.for
// CHECK-NEXT:      memref.load
func.func @uncertain(%m: memref<8xf32>, %n: memref<8xf32>, %i: index, %x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %k = %c0 to %i step %c1 iter_args(%a = %x) -> (f32) {
    %l = memref.load %m[%i] : memref<8xf32>
    %s = arith.addf %a, %l : f32
    scf.yield %s : f32
  }
  scf.for %k = %c0 to %c8 step %c1 {
    %l = memref.load %m[%i] : memref<8xf32>
    memref.store %l, %n[%k] : memref<8xf32>
  }
  return %r : f32
}

// Out of other loops as well; a conditional goes as a whole if all that is in it may go, so does a
// division by what is not zero.
// CHECK-LABEL: func.func @kinds
// CHECK:         arith.addi
// CHECK-NEXT:    scf.while
// CHECK:         %[[D:.*]] = arith.divui %arg1
// CHECK-NEXT:    %[[R:.*]] = scf.if %arg2
// CHECK:         scf.parallel
// CHECK-NEXT:      "use"(%[[R]])
func.func @kinds(%n: index, %x: i32, %p: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant -1 : i32
  scf.while : () -> () {
    %more = "more"() : () -> i1
    scf.condition(%more)
  } do {
    %a = arith.addi %x, %x : i32
    "use"(%a) : (i32) -> ()
    scf.yield
  }
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %d = arith.divui %x, %c3 : i32
    %r = scf.if %p -> i32 {
      %m = arith.muli %d, %x : i32
      scf.yield %m : i32
    } else {
      scf.yield %x : i32
    }
    "use"(%r) : (i32) -> ()
    scf.reduce
  }
  return
}

// Conditionals stay that read memory, may fail or need the variable, and loops that may not end.
// CHECK-LABEL: func.func @conditionals
// CHECK:         scf.for
// CHECK-COUNT-3: scf.if
// CHECK:         scf.for
func.func @conditionals(%n: index, %m: memref<index>, %p: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = scf.if %p -> index {
      %v = memref.load %m[] : memref<index>
      scf.yield %v : index
    } else {
      scf.yield %n : index
    }
    %b = scf.if %p -> index {
      %v = arith.divui %c1, %n : index
      scf.yield %v : index
    } else {
      scf.yield %n : index
    }
    %c = scf.if %p -> index {
      %v = arith.addi %i, %n : index
      scf.yield %v : index
    } else {
      scf.yield %n : index
    }
    %d = scf.for %j = %c0 to %n step %n iter_args(%s = %n) -> index {
      %v = arith.muli %s, %n : index
      scf.yield %v : index
    }
    "use"(%a, %b, %c, %d) : (index, index, index, index) -> ()
  }
  return
}
