// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: i32) {
  // expected-error@+1 {{expected string or keyword containing one of the following enum values [eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge]}}
  %0 = arith.cmpi less, %a, %a : i32
  return
}

// -----

func.func @f(%a: i32) {
  // expected-error@+1 {{expected string or keyword containing one of the following enum values [none, nsw, nuw]}}
  %0 = arith.addi %a, %a overflow<wrap> : i32
  return
}

// -----

func.func @f(%a: i32) {
  // expected-error@+1 {{expected ','}}
  %0 = arith.addi %a : i32
  return
}

// -----

func.func @f(%a: index) {
  // expected-error@+1 {{mismatch in number of loop-carried values and defined values}}
  %0 = scf.for %i = %a to %a step %a iter_args(%x = %a) -> (index, index) {
  }
  return
}

// -----

// expected-error@+1 {{arguments of kernels and workloads have names}}
wsp.kernel @k(%0: in memref<4xf32>) {
}

// -----

// expected-error@+1 {{redefinition of SSA value '%a'}}
wsp.kernel @k(%a: in memref<4xf32>, %a: in memref<4xf32>) {
}

// -----

func.func @f(%a: memref<f32>) {
  // expected-error@+1 {{attribute 'callee' occurs more than once}}
  func.call @f(%a) {callee = @g} : (memref<f32>) -> ()
  return
}
