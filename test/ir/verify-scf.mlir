// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: index, %c: i1) {
  // expected-error@+1 {{'scf.if' op must have an else block if defining values}}
  %0 = scf.if %c -> (index) {
    scf.yield %a : index
  }
  return
}

// -----

func.func @f(%a: index, %b: i32) {
  %0 = scf.for %i = %a to %a step %a iter_args(%x = %a) -> (index) {
    // expected-error@+1 {{'scf.yield' op type of operand 'i32' does not match the parent's result type 'index'}}
    scf.yield %b : i32
  }
  return
}

// -----

// MLIR takes any step; the loops of a program come to an end.
func.func @any(%a: index) {
  %c0 = arith.constant 0 : index
  scf.for %i = %a to %a step %c0 {
  }
  return
}
wsp.kernel @k(%a: value index) {
  %c0 = arith.constant 0 : index
  // expected-error@+1 {{constant step operand must be positive}}
  scf.for %i = %a to %a step %c0 {
  }
}

// -----

func.func @f(%a: index) {
  // expected-error@+1 {{'scf.yield' op expects parent op to be one of 'scf.execute_region, scf.for, scf.if, scf.index_switch, scf.while'}}
  scf.yield
}

// -----

func.func @f(%a: index, %b: i32) {
  // expected-error@+1 {{failed to verify that all of {lowerBound, upperBound, step} have same type}}
  "scf.for"(%a, %a, %b) ({
  ^bb0(%i: index):
    scf.yield
  }) : (index, index, i32) -> ()
  return
}
