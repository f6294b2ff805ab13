// RUN: ptowsp-opt --wsp-outline-tasks --split-input-file --verify-diagnostics %s

// A local variable that two tasks use would need a place in memory that both can reach.
wsp.workload @w(%A: out memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{local variable 's' is shared by several tasks; make it an array of the workload}}
  %s = memref.alloca() {wsp.name = "s"} : memref<1xf32>
  // expected-remark@+1 {{becomes one task}}
  scf.for %i = %c0 to %c1 step %c1 {
    memref.store %z, %s[%i] : memref<1xf32>
  } {wsp.iv = "i"}
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %s[%c0] : memref<1xf32>
    memref.store %0, %A[%i] : memref<8xf32>
  } {wsp.iv = "i"}
}

// -----

// A value that another task loads cannot be passed on.
wsp.workload @v(%A: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  // expected-note@+1 {{the value is computed here}}
  %0 = memref.load %A[%c0] : memref<8xf32>
  scf.for %i = %c1 to %c8 step %c1 {
    // expected-error@+1 {{this task uses a value that another task computes; keep it in an array of the workload}}
    memref.store %0, %A[%i] : memref<8xf32>
  } {wsp.iv = "i", wsp.tile_loop}
}
