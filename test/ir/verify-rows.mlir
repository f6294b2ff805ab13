// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: i32, %b: i64) {
  // expected-error@+1 {{'arith.addi' op requires the same type for all operands and results}}
  %0 = "arith.addi"(%a, %b) : (i32, i64) -> i32
  return
}

// -----

func.func @f(%a: i32, %b: i64) {
  // expected-error@+1 {{'arith.cmpi' op requires all operands to have the same type}}
  %0 = "arith.cmpi"(%a, %b) <{predicate = 0 : i64}> : (i32, i64) -> i1
  return
}

// -----

func.func @f(%a: i32) {
  // expected-error@+1 {{'arith.cmpi' op requires attribute 'predicate'}}
  %0 = "arith.cmpi"(%a, %a) : (i32, i32) -> i1
  // expected-error@+1 {{'arith.cmpi' op attribute 'predicate' failed to satisfy constraint}}
  %1 = "arith.cmpi"(%a, %a) <{predicate = 10 : i64}> : (i32, i32) -> i1
  return
}

// -----

func.func @f(%a: i32) {
  // expected-error@+1 {{'arith.addi' op has no property 'color'}}
  %0 = "arith.addi"(%a, %a) <{color = 1 : i32}> : (i32, i32) -> i32
  return
}

// -----

func.func @f(%c: i1, %a: i32, %b: i64) {
  // expected-error@+1 {{'arith.select' op failed to verify that all of {true_value, false_value} have same type}}
  %0 = "arith.select"(%c, %a, %b) : (i1, i32, i64) -> i32
  return
}

// -----

func.func @f(%a: memref<4xf32>, %i: index, %v: i32) {
  // expected-error@+1 {{'memref.store' op operand #0 ('value') must have the element type of 'memref'}}
  "memref.store"(%v, %a, %i) : (i32, memref<4xf32>, index) -> ()
  return
}

// -----

func.func @f(%a: index) {
  // expected-error@+1 {{'memref.alloc' op operand count (1) does not match with the total size specified in attribute 'operandSegmentSizes'}}
  %0 = "memref.alloc"(%a) <{operandSegmentSizes = array<i32: 0, 0>}> : (index) -> memref<?xf32>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'scf.if' op expected 1 operand, but found 0}}
  "scf.if"() : () -> ()
  return
}

// -----

// The custom form has no spelling for a cast to nothing.
func.func @f(%a: i32) {
  // expected-error@+1 {{'builtin.unrealized_conversion_cast' op expected at least one result for cast operation}}
  "builtin.unrealized_conversion_cast"(%a) : (i32) -> ()
  return
}
