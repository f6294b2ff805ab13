// RUN: ptowsp-opt --wsp-outline-tasks --canonicalize --cse %s | FileCheck %s

// Where whole tiles meet a condition or not, the sides are tasks of their own. On the diagonal the
// distance of the places is known: the kernel takes no numbers, and sees the tile whole.
// CHECK-LABEL: wsp.kernel @w_0
// CHECK-SAME: (%A: out memref<8x8xf32, strided<[32, 1], offset: ?>>)
// CHECK-LABEL: wsp.kernel @w_1
// CHECK-SAME: (%A: out memref<8x8xf32, strided<[32, 1], offset: ?>>) {
// CHECK: arith.subi %j, %i
// CHECK-LABEL: wsp.workload @w
// CHECK: scf.if
// CHECK:   wsp.task @w_0
// CHECK: } else {
// CHECK:   wsp.task @w_1
wsp.workload @w(%A: inout memref<32x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.for %it = %c0 to %c32 step %c8 {
    %ie = arith.addi %it, %c8 : index
    scf.for %jt = %it to %c32 step %c8 {
      %je = arith.addi %jt, %c8 : index
      %d = arith.subi %jt, %it : index
      %all = arith.cmpi sge, %d, %c7 : index
      scf.if %all {
        scf.for %i = %it to %ie step %c1 {
          scf.for %j = %jt to %je step %c1 {
            memref.store %z, %A[%i, %j] : memref<32x32xf32>
          } {wsp.iv = "j"}
        } {wsp.iv = "i"}
      } else {
        scf.for %i = %it to %ie step %c1 {
          scf.for %j = %jt to %je step %c1 {
            %in = arith.cmpi sge, %j, %i : index
            scf.if %in {
              memref.store %z, %A[%i, %j] : memref<32x32xf32>
            }
          } {wsp.iv = "j"}
        } {wsp.iv = "i"}
      } {wsp.tile_if}
    } {wsp.tile_loop}
  } {wsp.tile_loop}
}
