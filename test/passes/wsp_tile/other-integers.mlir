// RUN: ptowsp-opt --wsp-tile --split-input-file --verify-diagnostics %s

// Loops over other integers than indices are not cut.
wsp.workload @w(%A: out memref<4096xf32>) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %n = arith.constant 4096 : i32
  %f = arith.constant 1.0 : f32
  // expected-remark@+1 {{one task}}
  scf.for %i = %c0 to %n step %c1 : i32 {
    %x = arith.index_cast %i : i32 to index
    memref.store %f, %A[%x] : memref<4096xf32>
  } {wsp.iv = "i"}
}

// -----

// Who asks for it is told.
wsp.workload @w(%A: out memref<4096xf32>) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %n = arith.constant 4096 : i32
  %f = arith.constant 1.0 : f32
  // expected-error@+1 {{loop 'i' is annotated with wsp_tile but does more than to count indices upward; let it run over signed values of type index, and keep in variables what its iterations hand on}}
  scf.for %i = %c0 to %n step %c1 : i32 {
    %x = arith.index_cast %i : i32 to index
    memref.store %f, %A[%x] : memref<4096xf32>
  } {wsp.iv = "i", wsp.tile = 7 : i64}
}

// -----

// So is who lets its iterations hand something on.
wsp.workload @w(%A: out memref<4096xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 4096 : index
  %f = arith.constant 1.0 : f32
  // expected-error@+1 {{loop 'i' is annotated with wsp_tile but does more than to count indices}}
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %f) -> (f32) {
    memref.store %s, %A[%i] : memref<4096xf32>
    scf.yield %f : f32
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
