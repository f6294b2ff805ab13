// An array that a loop carries may be any argument: what is stored to one is waited for.
// RUN: ptowsp-opt %s --pto-insert-sync | FileCheck %s
// CHECK: scf.for
// CHECK: pto.tstore
// CHECK: pto.set_flag
// CHECK: pto.wait_flag
// CHECK: pto.tload
wsp.kernel @k(%x: inout memref<64xf32>, %y: inout memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = pto.tload %x {addr = 0 : i64} : memref<64xf32> -> !pto.tile<1x64xf32, ub>
  %m:3 = scf.for %i = %c0 to %c1 step %c1 iter_args(%a = %c0, %p = %c1, %b = %x) -> (index, index, memref<64xf32>) {
    pto.tstore %t, %x : !pto.tile<1x64xf32, ub>, memref<64xf32>
    %u = pto.tload %b {addr = 256 : i64} : memref<64xf32> -> !pto.tile<1x64xf32, ub>
    pto.tstore %u, %y : !pto.tile<1x64xf32, ub>, memref<64xf32>
    scf.yield %a, %p, %b : index, index, memref<64xf32>
  }
}
wsp.workload @w(%x: inout memref<64xf32>, %y: inout memref<64xf32>) {
  wsp.task @k(%x, %y) : memref<64xf32>, memref<64xf32>
}
