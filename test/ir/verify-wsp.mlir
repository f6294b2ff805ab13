// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// expected-error@+1 {{'wsp.kernel' op 'arg_names' has 0 entries for 1 arguments}}
"wsp.kernel"() <{arg_access = ["value"], arg_names = [], function_type = (i32) -> (), sym_name = "k"}> ({
^bb0(%a: i32):
  wsp.return
}) : () -> ()

// -----

// expected-error@+1 {{access of argument #0 must be "in", "out", "inout" or "", but is "read"}}
"wsp.kernel"() <{arg_access = ["read"], arg_names = ["a"], function_type = (memref<f32>) -> (), sym_name = "k"}> ({
^bb0(%a: memref<f32>):
  wsp.return
}) : () -> ()

// -----

// expected-error@+1 {{'core' must be "aic" or "aiv"}}
wsp.kernel @k() attributes {core = "gpu"} {
}

// -----

// expected-error@+1 {{footprint of argument #0 must be unit, or offsets and sizes with one number per dimension}}
wsp.kernel @k(%a: in memref<4x4xf32>) attributes {footprints = [{offsets = array<i64: 0>, sizes = array<i64: 4>}]} {
}

// -----

// expected-note@+2 {{kernel defined here}}
// expected-note@+1 {{kernel defined here}}
wsp.kernel @k(%a: in memref<4xf32>) {
}
wsp.workload @w(%A: in memref<8xf32>) {
  // expected-error@+1 {{argument #0 has type 'memref<8xf32>', but kernel @k takes 'memref<4xf32>'}}
  wsp.task @k(%A) : memref<8xf32>
  // expected-error@+1 {{has 0 arguments, but kernel @k takes 1}}
  wsp.task @k()
  // expected-error@+1 {{'w' does not reference a valid kernel}}
  wsp.task @w()
}

// -----

wsp.kernel @k(%a: in memref<4x4xf32>, %i: i32) {
  %c0 = arith.constant 0 : index
  // expected-error@+1 {{needs one index per dimension of its source: 2, but has 1}}
  %0 = wsp.at %a[%c0] : memref<4x4xf32> to memref<4xf32>
  // expected-error@+1 {{source and result must have the same element type}}
  %1 = wsp.at %a[%c0, %c0] : memref<4x4xf32> to memref<4xf64>
  // expected-error@+1 {{'wsp.ticket' op must be in a 'wsp.workload'}}
  %2 = wsp.ticket
}

// -----

// expected-error@+1 {{'wsp.unsigned' must be an array of argument numbers}}
wsp.workload @w(%a: in memref<4xi32>) attributes {wsp.unsigned = ["a"]} {
}

// -----

// expected-error@+1 {{'wsp.unsigned' must be an array of argument numbers}}
wsp.workload @w(%a: in memref<4xi32>) attributes {wsp.unsigned = array<f32: 0.0>} {
}

// -----

wsp.workload @outer() {
  // expected-error@+1 {{'wsp.workload' op expects parent op 'builtin.module'}}
  "wsp.workload"() <{arg_access = [], arg_names = [], function_type = () -> (), sym_name = "inner"}> ({
    wsp.return
  }) : () -> ()
}

// -----

// Footprints are parts of arrays that there may be, and kernels end.
// expected-error@+1 {{footprint of argument #0 is no part of any array}}
wsp.kernel @negative(%a: in memref<4xf32>) attributes {footprints = [{offsets = array<i64: 0>, sizes = array<i64: -4>}]} {
}

// expected-error@+1 {{footprint of argument #0 is no part of any array}}
wsp.kernel @far(%a: in memref<4xf32>) attributes {footprints = [{offsets = array<i64: 9223372036854775807>, sizes = array<i64: 4>}]} {
}

// expected-error@+1 {{'cycles' must be between 0 and 2^50}}
wsp.kernel @back(%a: in memref<4xf32>) attributes {cycles = -1 : i64} {
}
