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
  // expected-error@+1 {{loop 'i' is annotated with wsp_tile but does not count indices upward}}
  scf.for %i = %c0 to %n step %c1 : i32 {
    %x = arith.index_cast %i : i32 to index
    memref.store %f, %A[%x] : memref<4096xf32>
  } {wsp.iv = "i", wsp.tile = 7 : i64}
}
