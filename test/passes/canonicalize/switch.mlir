// cf.switch: known numbers, cases that do what the default does; arguments that no block reads.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @known
// CHECK-NEXT: return %arg1
func.func @known(%x: i32, %y: i32) -> i32 {
  %c = arith.constant -1 : i32
  cf.switch %c : i32, [
    default: ^a(%x : i32),
    7: ^a(%x : i32),
    4294967295: ^b(%y : i32)
  ]
^a(%u: i32):
  "a"() : () -> ()
  return %u : i32
^b(%v: i32):
  return %v : i32
}

// CHECK-LABEL: @alike
// CHECK:      cf.switch %arg0 : i32, [
// CHECK-NEXT:   default: ^bb1(%arg1 : i32),
// CHECK-NEXT:   8: ^bb1(%arg2 : i32),
// CHECK-NEXT:   9: ^bb2
// CHECK-NEXT: ]
func.func @alike(%f: i32, %x: i32, %y: i32) -> i32 {
  cf.switch %f : i32, [
    default: ^a(%x : i32),
    7: ^a(%x : i32),
    8: ^on(%y : i32),
    9: ^b(%y : i32)
  ]
^on(%o: i32):
  cf.br ^a(%o : i32)
^a(%u: i32):
  "a"() : () -> ()
  return %u : i32
^b(%unread: i32):
  "b"() : () -> ()
  return %x : i32
}

// CHECK-LABEL: @default
// CHECK-NOT:  cf.switch
func.func @default(%f: i32, %x: i32) -> i32 {
  cf.switch %f : i32, [
    default: ^a(%x : i32),
    7: ^a(%x : i32)
  ]
^a(%u: i32):
  return %u : i32
}

// What %s is computed from in each round is not read in the end.
// CHECK-LABEL: @unread
// CHECK:      cf.br ^bb1(%{{.*}} : i32)
// CHECK:      ^bb1(%[[I:.*]]: i32):
// CHECK-NOT:  arith.muli
// CHECK:      cf.cond_br %{{.*}}, ^bb1(%{{.*}} : i32), ^bb2
func.func @unread(%n: i32) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  cf.br ^loop(%c0, %c1 : i32, i32)
^loop(%i: i32, %s: i32):
  "body"(%i) : (i32) -> ()
  %next = arith.addi %i, %c1 : i32
  %t = arith.muli %next, %next : i32
  %p = arith.cmpi slt, %next, %n : i32
  cf.cond_br %p, ^loop(%next, %t : i32, i32), ^end(%t : i32)
^end(%r: i32):
  return
}

// Behind a branch its condition is known, where nothing else leads.
// CHECK-LABEL: @condition
// CHECK:      ^bb1:
// CHECK-NEXT:   "yes"(%true)
// CHECK:      ^bb2:
// CHECK-NEXT:   "no"(%false)
// CHECK:      ^bb3:
// CHECK-NEXT:   "both"(%arg0)
func.func @condition(%p: i1) {
  cf.cond_br %p, ^a, ^b
^a:
  "yes"(%p) : (i1) -> ()
  cf.br ^c
^b:
  "no"(%p) : (i1) -> ()
  cf.br ^c
^c:
  "both"(%p) : (i1) -> ()
  return
}
