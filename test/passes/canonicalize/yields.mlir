// Conditionals that yield values, and iteration values of loops.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// All cases but the innermost yield the same.
// CHECK-LABEL: @nested
// CHECK-NEXT: %[[P:.*]] = arith.andi %arg0, %arg1
// CHECK-NEXT: %[[R:.*]] = scf.if %[[P]] -> (i32) {
// CHECK-NEXT:   %[[A:.*]] = "a"
// CHECK-NEXT:   scf.yield %[[A]]
// CHECK-NEXT: } else {
// CHECK-NEXT:   scf.yield %arg2
// CHECK-NEXT: }
// CHECK-NEXT: return %[[R]]
func.func @nested(%p: i1, %q: i1, %x: i32) -> i32 {
  %0 = scf.if %p -> i32 {
    %1 = scf.if %q -> i32 {
      %a = "a"() : () -> i32
      scf.yield %a : i32
    } else {
      scf.yield %x : i32
    }
    scf.yield %1 : i32
  } else {
    scf.yield %x : i32
  }
  return %0 : i32
}

// Here they do not.
// CHECK-LABEL: @different
// CHECK:      scf.if %arg0
// CHECK-NEXT:   scf.if %arg1
func.func @different(%p: i1, %q: i1, %x: i32, %y: i32) -> i32 {
  %0 = scf.if %p -> i32 {
    %1 = scf.if %q -> i32 {
      %a = "a"() : () -> i32
      scf.yield %a : i32
    } else {
      scf.yield %x : i32
    }
    scf.yield %1 : i32
  } else {
    scf.yield %y : i32
  }
  return %0 : i32
}

// CHECK-LABEL: @not
// CHECK:      scf.if %arg0 {
// CHECK-NEXT:   "b"
// CHECK-NEXT: } else {
// CHECK-NEXT:   "a"
func.func @not(%p: i1) {
  %true = arith.constant true
  %not = arith.xori %p, %true : i1
  scf.if %not {
    "a"() : () -> ()
  } else {
    "b"() : () -> ()
  }
  return
}

// A conditional that yields one buffer in both cases.
// CHECK-LABEL: @buffer
// CHECK:      return %arg1
func.func @buffer(%p: i1, %m: memref<4xf32>) -> memref<4xf32> {
  %0 = scf.if %p -> memref<4xf32> {
    "a"() : () -> ()
    scf.yield %m : memref<4xf32>
  } else {
    scf.yield %m : memref<4xf32>
  }
  return %0 : memref<4xf32>
}

// Values that began alike change places; %a and %d are always the same; %e differs in the end.
// CHECK-LABEL: @iterate
// CHECK:      %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %arg1, %[[E:.*]] = %arg2) -> (i32, i32) {
// CHECK-NEXT:   %[[S:.*]] = arith.addi %[[A]], %arg1
// CHECK-NEXT:   scf.yield %[[S]], %arg1
// CHECK:      return %[[R]]#0, %[[R]]#0, %arg1, %[[R]]#1
func.func @iterate(%n: index, %x: i32, %y: i32) -> (i32, i32, i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0:5 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %x, %c = %x, %d = %x, %e = %y)
      -> (i32, i32, i32, i32, i32) {
    %s = arith.addi %a, %b : i32
    scf.yield %s, %c, %b, %s, %c : i32, i32, i32, i32, i32
  }
  return %0#0, %0#3, %0#1, %0#4 : i32, i32, i32, i32
}
