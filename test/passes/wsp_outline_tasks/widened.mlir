// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --verify-diagnostics %s | FileCheck %s

// A region whose size changes from tile to tile is widened to the largest; the bound goes by value.
// CHECK-LABEL: wsp.kernel @lower_0(%A: out memref<8x31xf32, strided<[32, 1], offset: ?>>, %i: value i64)
wsp.workload @lower(%A: inout memref<32x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c32 step %c1 {
    scf.for %j = %c0 to %i step %c1 {
      // expected-remark@+1 {{what this task touches of 'A' is not a box of one size; widened to the box around it}}
      memref.store %z, %A[%i, %j] : memref<32x32xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
