// Conditionals side by side on one condition become one; loops of scf.parallel that run once go.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @both
// CHECK:      %[[R:.*]]:2 = scf.if %arg0 -> (i32, i32) {
// CHECK-NEXT:   %[[A:.*]] = "a.yes"
// CHECK-NEXT:   %[[B:.*]] = "b.yes"(%[[A]])
// CHECK-NEXT:   scf.yield %[[A]], %[[B]]
// CHECK-NEXT: } else {
// CHECK-NEXT:   %[[C:.*]] = "a.no"
// CHECK-NEXT:   %[[D:.*]] = "b.no"(%[[C]])
// CHECK-NEXT:   scf.yield %[[C]], %[[D]]
// CHECK-NEXT: }
// CHECK-NEXT: return %[[R]]#0, %[[R]]#1
func.func @both(%p: i1) -> (i32, i32) {
  %0 = scf.if %p -> i32 {
    %v = "a.yes"() : () -> i32
    scf.yield %v : i32
  } else {
    %v = "a.no"() : () -> i32
    scf.yield %v : i32
  }
  %1 = scf.if %p -> i32 {
    %v = "b.yes"(%0) : (i32) -> i32
    scf.yield %v : i32
  } else {
    %v = "b.no"(%0) : (i32) -> i32
    scf.yield %v : i32
  }
  return %0, %1 : i32, i32
}

// CHECK-LABEL: @three
// CHECK:      scf.if %arg0 {
// CHECK-NEXT:   "a"
// CHECK-NEXT:   "c"
// CHECK-NEXT: } else {
// CHECK-NEXT:   "b"
// CHECK-NEXT: }
// CHECK-NEXT: return
func.func @three(%p: i1) {
  %true = arith.constant true
  %not = arith.xori %p, %true : i1
  scf.if %p {
    "a"() : () -> ()
  }
  scf.if %not {
    "b"() : () -> ()
  }
  scf.if %p {
    "c"() : () -> ()
  }
  return
}

// Another condition, something in between, or an annotation keeps them apart.
// CHECK-LABEL: @apart
// CHECK-COUNT-4: scf.if
func.func @apart(%p: i1, %q: i1) {
  scf.if %p {
    "a"() : () -> ()
  }
  scf.if %q {
    "b"() : () -> ()
  }
  "between"() : () -> ()
  scf.if %q {
    "c"() : () -> ()
  }
  scf.if %q {
    "d"() : () -> ()
  } {x.note}
  return
}

// CHECK-LABEL: @parallel
// CHECK-NOT: scf.parallel
// CHECK: memref.store %arg1, %arg0[%c0, %c3]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @parallel(%m: memref<8x8xf32>, %x: f32, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  scf.parallel (%i, %j) = (%c0, %c3) to (%c1, %c5) step (%c1, %c5) {
    memref.store %x, %m[%i, %j] : memref<8x8xf32>
  }
  scf.parallel (%i, %j) = (%c0, %n) to (%c3, %n) step (%c1, %c1) {
    memref.store %x, %m[%i, %j] : memref<8x8xf32>
  }
  return
}

// From x to x + 1, which does not wrap, is once.
// CHECK-LABEL: @once
// CHECK-NOT: scf.for
// CHECK: "use"(%arg0)
// CHECK: scf.for
func.func @once(%x: index) {
  %c1 = arith.constant 1 : index
  %0 = arith.addi %x, %c1 overflow<nsw> : index
  scf.for %i = %x to %0 step %c1 {
    "use"(%i) : (index) -> ()
  }
  %1 = arith.addi %x, %c1 : index
  scf.for %i = %x to %1 step %c1 {
    "use"(%i) : (index) -> ()
  }
  return
}
