// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// expected-error@+1 {{empty block: expect at least a terminator}}
func.func @f() {
}

// -----

func.func @f() {
  // expected-error@+1 {{block with no terminator, has 'arith.constant'}}
  %0 = arith.constant 1 : i32
}

// -----

func.func @f() {
  // expected-error@+1 {{'func.return' op must be the last operation in the parent block}}
  return
  return
}

// -----

// expected-error@+1 {{'wsp.kernel' op expects region #0 to have 0 or 1 blocks}}
"wsp.kernel"() <{arg_access = [], arg_names = [], function_type = () -> (), sym_name = "k"}> ({
  wsp.return
^bb1:
  wsp.return
}) : () -> ()

// -----

func.func @f() {
  "foo.branch"()[^bb1] : () -> ()
^bb1:
  return
}
// expected-error@+1 {{entry block of region may not have predecessors}}
"foo.op"() ({
^bb0:
  "foo.branch"()[^bb0] : () -> ()
^bb1:
  "foo.branch"()[^bb1] : () -> ()
}) : () -> ()

// -----

// expected-note@+1 {{see existing symbol definition here}}
func.func private @f()
// expected-error@+1 {{redefinition of symbol named 'f'}}
func.func private @f()

// -----

// Every operation that is wrong is reported, for the first reason there is.
func.func @f(%a: i32) {
  // expected-error@+1 {{'arith.addf' op operand #0 must be floating-point-like, but got 'i32'}}
  %0 = "arith.addf"(%a, %a) : (i32, i32) -> i32
  // expected-error@+1 {{'arith.addi' op expected 2 operands, but found 1}}
  %1 = "arith.addi"(%a) : (i32) -> i32
  return
}
