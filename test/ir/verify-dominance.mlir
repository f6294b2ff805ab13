// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f() {
  // expected-error@+1 {{operand #0 does not dominate this use}}
  "foo.use"(%1) : (i32) -> ()
  // expected-note@+1 {{operand defined here}}
  %1 = arith.constant 1 : i32
  return
}

// -----

// A value of one branch is not there in the other, nor behind both.
func.func @f(%c: i1) {
  "foo.branch"(%c)[^bb1, ^bb2] : (i1) -> ()
^bb1:
  // expected-note@+1 {{operand defined here}}
  %0 = arith.constant 1 : i32
  "foo.branch"()[^bb3] : () -> ()
^bb2:
  "foo.branch"()[^bb3] : () -> ()
^bb3:
  // expected-error@+1 {{operand #0 does not dominate this use}}
  "foo.use"(%0) : (i32) -> ()
  return
}

// -----

// What dominates may stand further down; a block nobody reaches sees everything.
func.func @f() {
  "foo.branch"()[^bb2] : () -> ()
^bb1:
  "foo.use"(%0) : (i32) -> ()
  return
^bb2:
  %0 = arith.constant 1 : i32
  "foo.branch"()[^bb1] : () -> ()
^bb3:
  "foo.use"(%0) : (i32) -> ()
  return
}

// -----

// A result is not there in the operation's own regions.
func.func @f(%a: index) {
  // expected-note@+1 {{operand defined here}}
  %0 = scf.for %i = %a to %a step %a iter_args(%x = %a) -> (index) {
    // expected-error@+1 {{operand #0 does not dominate this use}}
    %1 = arith.addi %0, %a : index
    scf.yield %1 : index
  }
  return
}
