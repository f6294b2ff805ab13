// What is missing at the end of a line is reported there, not where the next line begins.
// RUN: ptowsp-opt %s --verify-diagnostics --split-input-file
func.func @colon() {
  %0 = "foo"() // expected-error {{expected ':' followed by operation type}}

  return
}

// -----

func.func @value() {
  // expected-error@+1 {{expected attribute value}}
  %c0 = arith.constant // with "quotes" // and more

  // comments between
  %x = arith.constant 1 : i32
  return
}

// -----

func.func @type(%a: i32) {
  // expected-error@+1 {{expected non-function type}}
  %0 = arith.addi %a, %a :
  return
}

// -----

// Slashes in a string are no comment.
// expected-error@+1 {{expected ':' followed by operation type}}
"foo"() {a = "//"}
"bar"() : () -> ()

// -----

// On the same line, the token is what is wrong.
func.func @token(%a: i32) {
  // expected-error@+1 {{expected ':'}}
  %0 = arith.addi %a, %a -> i32
  return
}
