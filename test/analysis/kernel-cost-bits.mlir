// RUN: ptowsp-run %s --pass-pipeline= --no-data | FileCheck %s

// 64 x 64 f32 (64 repeats): loading 280 cycles, the transposition 180, the row of sums 160, storing
// the row 3: all one behind the other. Counting to 64 is 64 cycles of the scalar
// unit, before storing as much.
// CHECK: columns {{.*}} 623
// CHECK: count {{.*}} 67
wsp.kernel @columns(%x: inout memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  %0 = pto.ttrans %a : !pto.tile<64x64xf32, ub> -> !pto.tile<64x64xf32, ub>
  %1 = pto.tcolsum %0 : !pto.tile<64x64xf32, ub> -> !pto.tile<1x64xf32, ub>
  pto.tstore %1, %x : !pto.tile<1x64xf32, ub>, memref<64x64xf32>
}
wsp.kernel @count(%y: out memref<64xi32>) attributes {core = "aiv"} {
  %s = arith.constant 0 : i32
  %0 = pto.tci %s : i32 -> !pto.tile<1x64xi32, ub>
  pto.tstore %0, %y : !pto.tile<1x64xi32, ub>, memref<64xi32>
}
wsp.workload @w(%x: inout memref<64x64xf32>, %y: out memref<64xi32>) {
  wsp.task @columns(%x) : memref<64x64xf32>
  wsp.task @count(%y) : memref<64xi32>
}
