// RUN: ptowsp-run %s --pass-pipeline= --no-data | FileCheck %s

// 64 x 64 f32 (64 repeats): loading 280 cycles, the transposition 180, the row of sums 160, storing
// the row 3: all one behind the other.
// CHECK: columns {{.*}} 623
wsp.kernel @columns(%x: inout memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %0 = pto.ttrans %a : !pto.tile<64x64xf32, ub> -> !pto.tile<64x64xf32, ub>
  %1 = pto.tcolsum %0 : !pto.tile<64x64xf32, ub> -> !pto.tile<1x64xf32, ub>
  pto.tstore %1, %x : !pto.tile<1x64xf32, ub>, memref<64x64xf32>
}
wsp.workload @w(%x: inout memref<64x64xf32>) {
  wsp.task @columns(%x) : memref<64x64xf32>
}
