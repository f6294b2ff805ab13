// RUN: ptowsp-run %s --pass-pipeline= --no-data | FileCheck %s

// 64 x 64 f32 on one core: loading 280 cycles on MTE2; the sum of two tiles (64 repeats) 160 on V
// once the second is there; storing 150 on MTE3. The two loads take turns on their pipe, while
// the second may overlap with work on the first.
// CHECK: add {{.*}} 870
// CHECK: overlap {{.*}} 870
// CHECK: product {{.*}} 1230
wsp.kernel @add(%x: inout memref<64x64xf32>, %y: in memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %b = pto.tload %y : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %0 = pto.tadd %a, %b : !pto.tile<64x64xf32, ub>
  pto.tstore %0, %x : !pto.tile<64x64xf32, ub>, memref<64x64xf32>
}
wsp.kernel @overlap(%x: inout memref<64x64xf32>, %y: in memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %n = pto.tneg %a : !pto.tile<64x64xf32, ub>
  %b = pto.tload %y : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %0 = pto.tadd %n, %b : !pto.tile<64x64xf32, ub>
  pto.tstore %0, %x : !pto.tile<64x64xf32, ub>, memref<64x64xf32>
}
wsp.kernel @product(%x: inout memref<64x64xf32>, %y: in memref<64x64xf32>) attributes {core = "aic"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, l1>
  %b = pto.tload %y : memref<64x64xf32> -> !pto.tile<64x64xf32, l1>
  %0 = pto.tmov %a : !pto.tile<64x64xf32, l1> -> !pto.tile<64x64xf32, l0a>
  %1 = pto.tmov %b : !pto.tile<64x64xf32, l1> -> !pto.tile<64x64xf32, l0b>
  %2 = pto.tmatmul %0, %1 : !pto.tile<64x64xf32, l0a>, !pto.tile<64x64xf32, l0b> -> !pto.tile<64x64xf32, l0c>
  pto.tstore %2, %x : !pto.tile<64x64xf32, l0c>, memref<64x64xf32>
}
wsp.workload @w(%x: inout memref<64x64xf32>, %y: in memref<64x64xf32>) {
  wsp.task @add(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
  wsp.task @overlap(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
  wsp.task @product(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
}
