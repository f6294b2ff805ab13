// RUN: %exits 1 ptowsp-opt --pass-pipeline=wsp-tile %s 2>&1 | FileCheck %s

// A tile size left to the cost model is refused by name.
wsp.workload @w(%A: memref<128xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c128 = arith.constant 128 : index
  %x = arith.constant 1.0 : f32
// CHECK: :[[#@LINE+1]]:3: error: wsp_tile(wsp_auto) is not built yet; give the size of 'i'
  scf.for %i = %c0 to %c128 step %c1 {
    memref.store %x, %A[%i] : memref<128xf32>
  } {wsp.iv = "i", wsp.tile = "auto"}
  wsp.return
}
