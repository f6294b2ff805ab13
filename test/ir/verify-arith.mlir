// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: i32) {
  // expected-error@+1 {{operand type 'i32' and result type 'i16' are cast incompatible: the result's must be wider}}
  %0 = arith.extsi %a : i32 to i16
  // expected-error@+1 {{operand type 'i32' and result type 'i64' are cast incompatible: the result's must be shorter}}
  %1 = arith.trunci %a : i32 to i64
  // expected-error@+1 {{operand type 'i32' and result type 'i64' are cast incompatible}}
  %2 = arith.index_cast %a : i32 to i64
  // expected-error@+1 {{operand type 'i32' and result type 'f64' are cast incompatible}}
  %3 = arith.bitcast %a : i32 to f64
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'arith.constant' op failed to verify that all of {value, result} have same type}}
  %0 = "arith.constant"() <{value = 1 : i32}> : () -> i64
  // expected-error@+1 {{'arith.constant' op integer return type must be signless}}
  %1 = arith.constant 1 : ui8
  return
}
