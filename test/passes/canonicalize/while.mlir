// Values that scf.while carries for nothing go; what its condition says is known behind it.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// The limit is the same in every round, and nothing reads %c.
// CHECK-LABEL: @carried
// CHECK:      scf.while (%[[I:.*]] = %arg0) : (i32) -> i32 {
// CHECK-NEXT:   %[[P:.*]] = arith.cmpi slt, %[[I]], %arg1
// CHECK-NEXT:   scf.condition(%[[P]]) %[[I]] : i32
// CHECK:      ^bb0(%[[J:.*]]: i32):
// CHECK-NEXT:   %[[N:.*]] = arith.addi %[[J]], %arg1
// CHECK-NEXT:   scf.yield %[[N]] : i32
func.func @carried(%x: i32, %limit: i32) -> (i32, i32) {
  %0:3 = scf.while (%i = %x, %n = %limit, %c = %x) : (i32, i32, i32) -> (i32, i32, i32) {
    %p = arith.cmpi slt, %i, %n : i32
    scf.condition(%p) %i, %n, %i : i32, i32, i32
  } do {
  ^bb0(%i: i32, %n: i32, %c: i32):
    %next = arith.addi %c, %n : i32
    scf.yield %next, %n, %next : i32, i32, i32
  }
  return %0#0, %0#1 : i32, i32
}

// Two values that change places are both needed.
// CHECK-LABEL: @swapped
// CHECK:      scf.while (%{{.*}} = %arg0, %{{.*}} = %arg1) : (i32, i32) -> (i32, i32) {
func.func @swapped(%x: i32, %y: i32) -> i32 {
  %0:2 = scf.while (%a = %x, %b = %y) : (i32, i32) -> (i32, i32) {
    %p = "more"() : () -> i1
    scf.condition(%p) %a, %b : i32, i32
  } do {
  ^bb0(%a: i32, %b: i32):
    scf.yield %b, %a : i32, i32
  }
  return %0#0 : i32
}

// CHECK-LABEL: @known
// CHECK-DAG:  %[[T:.*]] = arith.constant true
// CHECK-DAG:  %[[F:.*]] = arith.constant false
// CHECK:      ^bb0(%[[A:.*]]: i32):
// CHECK-NEXT:   %[[LE:.*]] = arith.cmpi sle, %[[A]], %arg0
// CHECK-NEXT:   "use"(%[[T]], %[[T]], %[[F]], %[[LE]], %[[A]])
func.func @known(%n: i32) {
  %0:2 = scf.while : () -> (i1, i32) {
    %v = "value"() : () -> i32
    %p = arith.cmpi slt, %v, %n : i32
    scf.condition(%p) %p, %v : i1, i32
  } do {
  ^bb0(%p: i1, %a: i32):
    %same = arith.cmpi slt, %a, %n : i32
    %not = arith.cmpi sge, %a, %n : i32
    %other = arith.cmpi sle, %a, %n : i32
    "use"(%p, %same, %not, %other, %a) : (i1, i1, i1, i1, i32) -> ()
    scf.yield
  }
  return
}

// What is handed on twice is read from the first, though nothing did so far.
// CHECK-LABEL: @twice
// CHECK:      %[[R:.*]] = scf.while (%[[I:.*]] = %arg0) : (i64) -> i64 {
// CHECK:        scf.condition(%{{.*}}) %[[I]] : i64
// CHECK:      ^bb0(%[[J:.*]]: i64):
// CHECK-NEXT:   arith.muli %[[J]]
// CHECK:      return %[[R]]
func.func @twice(%x: i64, %n: i64) -> i64 {
  %c2 = arith.constant 2 : i64
  %0:2 = scf.while (%i = %x) : (i64) -> (i64, i64) {
    %p = arith.cmpi slt, %i, %n : i64
    scf.condition(%p) %i, %i : i64, i64
  } do {
  ^bb0(%i: i64, %j: i64):
    %next = arith.muli %j, %c2 : i64
    scf.yield %next : i64
  }
  return %0#1 : i64
}
