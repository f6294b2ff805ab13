// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// Figures that no machine has say nothing: tiles are chosen for the a2a3.
module attributes {wsp.machine = {aiv_cores = 0.0 : f64, clock_ghz = 0x7FF8000000000000 : f64, ub_bytes = -1.0e+300 : f64}} {
  wsp.workload @w(%a: inout memref<65536xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %n = arith.constant 65536 : index
    %f = arith.constant 1.0 : f32
    // expected-remark@+1 {{one round on 48 vector cores}}
    scf.for %i = %c0 to %n step %c1 {
      memref.store %f, %a[%i] : memref<65536xf32>
    } {wsp.iv = "i"}
  }
}
