// RUN: ptowsp-opt --wsp-outline-tasks --split-input-file --verify-diagnostics %s

// A task that begins farther away than places are computed is refused.
wsp.workload @w(%A: inout memref<1099511627776xf32>) {
  %far = arith.constant 34359738368 : index
  %f = arith.constant 1.0 : f32
  // expected-error@+1 {{cannot express where in 'A' this task begins; simplify the subscripts}}
  memref.store %f, %A[%far] : memref<1099511627776xf32>
}

// -----

// Parts of an array without strides cannot be told.
// expected-error@+1 {{'A' has a layout that tasks cannot be given a part of; give it strides}}
wsp.workload @w(%A: inout memref<4x8xf32, affine_map<(d0, d1) -> (d1, d0)>>) {
  %c0 = arith.constant 0 : index
  %f = arith.constant 1.0 : f32
  memref.store %f, %A[%c0, %c0] : memref<4x8xf32, affine_map<(d0, d1) -> (d1, d0)>>
}
