// RUN: ptowsp-opt %s | FileCheck %s

// A kernel's arguments keep the user's names; what else would take them gives way.
// CHECK: wsp.kernel @k(%c0: in memref<4xf32>, %arg0: value f32, %i: value i32) {
// CHECK:   %c0_0 = arith.constant 0 : index
// CHECK:   scf.for %i_1 = %c0_0 to %c0_0 step %c1 {
// CHECK:   } {wsp.iv = "i"}
wsp.kernel @k(%c0: in memref<4xf32>, %arg0: f32, %i: i32) {
  %0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %x = %0 to %0 step %c1 {
  } {wsp.iv = "i"}
}

// Names are free again in the next kernel, and in regions side by side.
// CHECK: wsp.kernel @l(%c0: in memref<4xf32>)
// CHECK:   "foo.regions"() ({
// CHECK:     %0 = "foo.op"() : () -> i32
// CHECK:   }, {
// CHECK:     %0 = "foo.op"() : () -> i32
wsp.kernel @l(%c0: in memref<4xf32>) {
  "foo.regions"() ({
    %x = "foo.op"() : () -> i32
  }, {
    %x = "foo.op"() : () -> i32
  }) : () -> ()
}
