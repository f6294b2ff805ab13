// RUN: ptowsp-opt --wsp-tile %s 2>&1 | FileCheck %s

// A nest whose raising is tried in many ways, each of thousands of instructions, is cut all the
// same: what is built for one kernel is bounded.
// CHECK: remark: tiles chosen: 'i' by
// CHECK: wsp.tile_loop
module {
  wsp.workload @w(%A: inout memref<1024x512xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c512 = arith.constant 512 : index
    %c1024 = arith.constant 1024 : index
    scf.for %i = %c0 to %c1024 step %c1 {
      scf.for %j = %c0 to %c512 step %c1 {
        %0 = memref.load %A[%i, %j] : memref<1024x512xf32>
        %1 = arith.addf %0, %0 : f32
        memref.store %1, %A[%i, %c0] : memref<1024x512xf32>
      } {wsp.iv = "j"}
    } {wsp.iv = "i", wsp.tile = "auto"}
  }
}
