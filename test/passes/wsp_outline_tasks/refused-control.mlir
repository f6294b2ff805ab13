// RUN: ptowsp-opt --wsp-outline-tasks --verify-diagnostics %s

// A bound of a task loop that comes from memory is refused where it is read.
wsp.workload @w(%n: in memref<1xi64>, %A: inout memref<32x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{a loop, condition or subscript of the workload depends on this element}}
  %0 = memref.load %n[%c0] : memref<1xi64>
  // expected-note@+1 {{it is used here}}
  %1 = arith.index_cast %0 : i64 to index
  scf.for %i = %c0 to %1 step %c1 {
    scf.for %j = %c0 to %c32 step %c1 {
      // expected-remark@+1 {{widened to the box around it}}
      memref.store %z, %A[%i, %j] : memref<32x32xf32>
    } {wsp.iv = "j", wsp.tile_loop}
  } {wsp.iv = "i"}
}
