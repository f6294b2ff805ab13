// Operations that run one of their regions: what they yield, and where the region may stand.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @blocks
// CHECK:        cf.cond_br %arg0, ^bb1, ^bb2
// CHECK:      ^bb1:
// CHECK-NEXT:   %[[A:.*]] = "a"
// CHECK-NEXT:   cf.br ^bb3(%[[A]] : i64)
// CHECK:      ^bb2:
// CHECK-NEXT:   %[[B:.*]] = "b"
// CHECK-NEXT:   cf.br ^bb3(%[[B]] : i64)
// CHECK:      ^bb3(%[[V:.*]]: i64):
// CHECK-NEXT:   return %[[V]]
func.func @blocks(%p: i1) -> i64 {
  %v = scf.execute_region -> i64 {
    cf.cond_br %p, ^yes, ^no
  ^yes:
    %a = "a"() : () -> i64
    scf.yield %a : i64
  ^no:
    %b = "b"() : () -> i64
    scf.yield %b : i64
  }
  return %v : i64
}

// A loop's body has one block, so several stay together.
// CHECK-LABEL: @one_block
// CHECK:      scf.for
// CHECK-NEXT:   scf.execute_region
func.func @one_block(%p: i1, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.execute_region {
      cf.cond_br %p, ^yes, ^no
    ^yes:
      "a"() : () -> ()
      scf.yield
    ^no:
      scf.yield
    }
  }
  return
}

// CHECK-LABEL: @results
// CHECK:      %[[R:.*]] = scf.execute_region -> i32 no_inline {
// CHECK-NEXT:   %[[A:.*]] = "a"
// CHECK:        scf.yield %[[A]] : i32
// CHECK:      return %[[R]], %arg0
func.func @results(%x: i32) -> (i32, i32) {
  %0:3 = scf.execute_region -> (i32, i32, i32) no_inline {
    %a = "a"() : () -> i32
    %b = "a"() : () -> i32
    scf.yield %a, %x, %b : i32, i32, i32
  }
  return %0#0, %0#1 : i32, i32
}

// CHECK-LABEL: @switch
// CHECK:      %[[R:.*]] = scf.index_switch %arg0 -> i32
// CHECK:      return %[[R]], %arg1
func.func @switch(%i: index, %x: i32, %y: i32) -> (i32, i32) {
  %0:3 = scf.index_switch %i -> i32, i32, i32
  case 1 {
    scf.yield %x, %x, %x : i32, i32, i32
  }
  default {
    scf.yield %y, %x, %y : i32, i32, i32
  }
  return %0#0, %0#1 : i32, i32
}
