// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// A loop that runs once is its body; one that never runs is its initial values.
// CHECK-LABEL: func.func @trips
// CHECK-NEXT:    %[[S:.*]] = arith.addi %arg0, %arg1 : i32
// CHECK-NEXT:    return %[[S]], %arg0
func.func @trips(%x: i32, %y: i32) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = scf.for %i = %c0 to %c1 step %c4 iter_args(%a = %x) -> (i32) {
    %s = arith.addi %a, %y : i32
    scf.yield %s : i32
  }
  %1 = scf.for %i = %c4 to %c4 step %c1 iter_args(%a = %x) -> (i32) {
    scf.yield %y : i32
  }
  return %0, %1 : i32, i32
}

// A loop that runs and hands on values from outside is those values; one that may not run is not.
// CHECK-LABEL: func.func @handed_on
// CHECK:         %[[R:.*]] = scf.for
// CHECK:         return %arg1, %[[R]]
func.func @handed_on(%x: i32, %y: i32, %n: index) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %x) -> (i32) {
    scf.yield %y : i32
  }
  %1 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (i32) {
    scf.yield %y : i32
  }
  return %0, %1 : i32, i32
}

// What the user said of a loop stays with it.
// CHECK-LABEL: func.func @annotated
// CHECK:         scf.for
func.func @annotated(%m: memref<4xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c1 step %c1 {
    memref.store %x, %m[%i] : memref<4xf32>
  } {wsp.iv = "i"}
  return
}

// Values that stay as they are, and values that nothing reads, are not carried.
// CHECK-LABEL: func.func @carried
// CHECK:         %[[R:.*]] = scf.for %{{.*}} iter_args(%[[A:.*]] = %arg0) -> (i32) {
// CHECK-NEXT:      %[[S:.*]] = arith.addi %[[A]], %arg1 : i32
// CHECK-NEXT:      scf.yield %[[S]] : i32
// CHECK:         return %[[R]], %arg1
func.func @carried(%x: i32, %y: i32, %n: index) -> (i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0:3 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %y, %c = %x) -> (i32, i32, i32) {
    %s = arith.addi %a, %b : i32
    scf.yield %s, %b, %y : i32, i32, i32
  }
  return %0#0, %0#1 : i32, i32
}

// A value that another one is computed from is carried though nobody reads it behind the loop.
// CHECK-LABEL: func.func @swapped
// CHECK:         scf.yield %{{.*}}, %{{.*}} : i32, i32
func.func @swapped(%x: i32, %y: i32, %n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %y) -> (i32, i32) {
    scf.yield %b, %a : i32, i32
  }
  return %0#0 : i32
}

// Branches that yield values from outside are selections; results that nothing reads go.
// CHECK-LABEL: func.func @values
// CHECK-NEXT:    %[[S:.*]] = arith.select %arg0, %arg1, %arg2 : i32
// CHECK-NEXT:    return %[[S]]
func.func @values(%p: i1, %x: i32, %y: i32) -> i32 {
  %0:2 = scf.if %p -> (i32, i32) {
    %s = arith.addi %x, %y : i32
    scf.yield %x, %s : i32, i32
  } else {
    scf.yield %y, %y : i32, i32
  }
  return %0#0 : i32
}

// A condition is known inside of its branches; conditions in each other are one.
// CHECK-LABEL: func.func @nested
// CHECK-NEXT:    %[[B:.*]] = arith.andi %arg0, %arg1 : i1
// CHECK-NEXT:    scf.if %[[B]] {
// CHECK-NEXT:      memref.store %arg2, %arg3[] : memref<i32>
// CHECK-NEXT:    }
// CHECK-NEXT:    return
func.func @nested(%p: i1, %q: i1, %x: i32, %m: memref<i32>) {
  scf.if %p {
    scf.if %q {
      scf.if %p {
        memref.store %x, %m[] : memref<i32>
      } else {
      }
    }
  }
  return
}

// A branch with an effect stays.
// CHECK-LABEL: func.func @effect
// CHECK:         scf.if %arg0 {
// CHECK-NEXT:    } else {
// CHECK-NEXT:      memref.store
func.func @effect(%p: i1, %x: i32, %m: memref<i32>) {
  scf.if %p {
  } else {
    memref.store %x, %m[] : memref<i32>
  }
  return
}

// A condition that holds in one run of a loop's iterations becomes its bounds.
// CHECK-LABEL: func.func @narrow
// CHECK: scf.for %[[T:.*]] = %c2 to %c5 step %c1 {
// CHECK-NEXT: memref.store %{{.*}}, %arg0[%[[T]]]
// CHECK-NEXT: }
// CHECK-NEXT: return
func.func @narrow(%m: memref<64xi32>, %x: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c31 = arith.constant 31 : index
  %c7 = arith.constant 7 : index
  %c100 = arith.constant 100 : index
  scf.for %t = %c0 to %c31 step %c1 {
    %s = arith.shli %c7, %t : index
    %in = arith.cmpi sgt, %s, %c100 : index
    scf.if %in {
      scf.if %in {
      }
    } else {
      %big = arith.cmpi sgt, %s, %c7 : index
    }
  }
  scf.for %t = %c0 to %c31 step %c1 {
    %s = arith.shli %c1, %t : index
    %a = arith.cmpi sgt, %s, %c1 : index
    %b = arith.cmpi slt, %s, %c31 : index
    %c = arith.cmpi ne, %t, %c1 : index
    %d = arith.andi %a, %b : i1
    %e = arith.andi %c, %d : i1
    scf.if %e {
      memref.store %x, %m[%t] : memref<64xi32>
    }
  }
  return
}

// One that comes and goes stays.
// CHECK-LABEL: func.func @keep_gaps
// CHECK: scf.for %{{.*}} = %c0 to %c4 step %c1
// CHECK: scf.if
func.func @keep_gaps(%m: memref<64xi32>, %x: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %t = %c0 to %c4 step %c1 {
    %in = arith.cmpi ne, %t, %c1 : index
    scf.if %in {
      memref.store %x, %m[%t] : memref<64xi32>
    }
  }
  return
}
