// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Reading goes on behind a syntax error: each of several is reported, and what one of them leaves
// unread is not missed further down.
func.func @several(%a: i32) -> i32 {
  // expected-error@+1 {{expected ','}}
  %0 = arith.addi %a %a : i32
  %1 = arith.addi %0, %a : i32
  // expected-error@+1 {{custom op 'arith.adi' is unknown}}
  %2 = arith.adi %1, %a : i32
  // expected-error@+1 {{expected attribute value}}
  %3 = "foo.bar"(%2) {a = , b = 3} : (i32) -> i32
  // expected-error@+1 {{use of undeclared SSA value name}}
  %4 = arith.addi %3, %nobody : i32
  return %3 : i32
}

// -----

// Inside a region reading goes on in the region, and behind it.
func.func @inside(%a: index) {
  scf.for %i = %a to %a step %a {
    // expected-error@+1 {{expected non-function type}}
    %0 = arith.constant 3 : i3x2
    // expected-error@+2 {{expected ')' to end operand list}}
    // expected-note@+1 {{to match this}}
    "foo.baz"(%0 : (i32) -> ()
  }
  // expected-error@+1 {{expected attribute name}}
  "foo.last"() {=} : () -> ()
  return
}

// -----

// A region whose head is wrong is read for its own mistakes; what the head names counts as defined.
func.func @head(%a: index) {
  // expected-error@+1 {{expected 'to'}}
  %r = scf.for %i = %a until %a step %a iter_args(%x = %a) -> (index) {
    %0 = arith.addi %i, %x : index
    // expected-error@+1 {{custom op 'arith.ad' is unknown}}
    %1 = arith.ad %0, %i : index
    scf.yield %1 : index
  }
  // expected-error@+1 {{expected ','}}
  %s = arith.addi %r %a : index
  return
}

// -----

// The values of a label that cannot be read are nobody's fault.
"foo.op"() ({
// expected-error@+1 {{expected ':' and type for SSA operand}}
^bb0(%a i32):
  %0 = arith.addi %a, %a : i32
  // expected-error@+1 {{integer constant out of range for attribute}}
  %1 = arith.constant 300 : i8
}) : () -> ()

// -----

// So with an alias.
// expected-error@+1 {{expected '->'}}
#map = affine_map<(d0) d0>
"foo.op"() {a = #map} : () -> ()
// expected-error@+1 {{expected attribute name}}
"foo.op"() {=} : () -> ()

// -----

// A function's head, the other branch behind, and names from outside that are not visible inside.
// expected-error@+1 {{expected non-function type}}
func.func @signature(%a: index, %b: imdex) {
  // expected-error@+1 {{expected '{' to begin a region}}
  scf.if %c then {
    "foo.a"(%a, %b) : (index, index) -> ()
  } else {
    // expected-error@+1 {{expected SSA operand}}
    %0 = arith.addi a, %b : index
    "foo.b"(%0) : (index) -> ()
  } {tag}
  // expected-error@+1 {{use of undeclared SSA value name}}
  "foo.c"(%nobody) : (index) -> ()
  return
}
func.func @next() {
  return
}

// -----

// What is never closed is shown where it opens.
// expected-note@+1 {{to match this}}
module @open {
  "foo.op"() : () -> ()
// expected-error@-1 {{expected '}' to end a region}}

// -----

// A label behind what was given up is no mistake, nor are names of blocks in it.
func.func @labels(%f: i32, %p: i1) {
  cf.switch %f : i32, [
    // expected-error@above {{expected 'default'}}
    : ^bb2
  ]
^bb1:
  cf.br ^bb2
^bb2:
  return
}

// -----

// In operations that are not known here, what may go without its dialect still may.
func.func private @g()
func.func @default() {
  "foo.op"() ({
    call @g() : () -> ()
    // expected-error@+1 {{custom op 'unknown' is unknown (tried 'func.unknown' as well)}}
    unknown
  }) : () -> ()
  return
}
