// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func private @g(i32) -> i32
func.func @f(%a: i64) {
  // expected-error@+1 {{'h' does not reference a valid function}}
  func.call @h() : () -> ()
  // expected-error@+1 {{incorrect number of operands for callee}}
  func.call @g() : () -> i32
  // expected-error@+1 {{operand type mismatch: expected operand type 'i32', but provided 'i64' for operand number 0}}
  func.call @g(%a) : (i64) -> i32
  return
}

// -----

func.func @f(%a: i64) -> i32 {
  // expected-error@+1 {{type of return operand 0 ('i64') doesn't match function result type ('i32') in function @f}}
  return %a : i64
}

// -----

func.func @f() -> i32 {
  // expected-error@+1 {{has 0 operands, but enclosing function (@f) returns 1}}
  return
}

// -----

// expected-error@+1 {{entry block must have 1 arguments to match function signature}}
"func.func"() <{function_type = (i32) -> (), sym_name = "f"}> ({
  func.return
}) : () -> ()
