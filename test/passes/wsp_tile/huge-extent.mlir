// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s

// The sizes of tiles are found as fast for the longest loop as for a short one.
wsp.workload @w(%a: inout memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 1152921504606846975 : index
  %m = arith.constant 9223372036854775806 : index
  %f = arith.constant 1.0 : f32
  // expected-remark@+1 {{tiles chosen: 'i' by}}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %f, %a[%i] : memref<10xf32>
  } {wsp.iv = "i"}
  // expected-remark@+1 {{one task: the iterations of 'j' are not constant, or none, or too many}}
  scf.for %j = %c0 to %m step %c1 {
    memref.store %f, %a[%j] : memref<10xf32>
  } {wsp.iv = "j"}
}
