// RUN: ptowsp-opt --pto-plan-memory %s | FileCheck %s

// Working memory: as much as an operand, and for a transposition whole squares of 16 x 8
// f32 (3 x 9 becomes 16 x 16: 1024 bytes).
// CHECK-LABEL: wsp.kernel @scratch
// CHECK: pto.txor {{.*}} {addr = 64 : i64, scratch = 128 : i64}
// CHECK: pto.txors {{.*}} {addr = 192 : i64, scratch = 256 : i64}
// CHECK: pto.tload %y {addr = 320 : i64}
// CHECK: pto.tprelu {{.*}} {addr = 512 : i64, scratch = 704 : i64}
// CHECK: pto.ttrans {{.*}} {addr = 896 : i64, scratch = 1184 : i64}
// CHECK: pto.tcolsum {{.*}} {addr = 2208 : i64}
wsp.kernel @scratch(%x: inout memref<2x16xi16>, %y: inout memref<3x9xf32>, %s: value i16) {
  %0 = pto.tload %x : memref<2x16xi16> -> !pto.tile<2x16xi16, ub>
  %1 = pto.txor %0, %0 : !pto.tile<2x16xi16, ub>
  %2 = pto.txors %1, %s : !pto.tile<2x16xi16, ub>
  %3 = pto.tload %y : memref<3x9xf32> -> !pto.tile<3x9xf32, ub>
  %4 = pto.tprelu %3, %3 : !pto.tile<3x9xf32, ub>
  %5 = pto.ttrans %4 : !pto.tile<3x9xf32, ub> -> !pto.tile<9x3xf32, ub>
  %6 = pto.tcolsum %5 : !pto.tile<9x3xf32, ub> -> !pto.tile<1x3xf32, ub>
  pto.tstore %2, %x : !pto.tile<2x16xi16, ub>, memref<2x16xi16>
  pto.tstore %6, %y : !pto.tile<1x3xf32, ub>, memref<3x9xf32>
}

// Bits by a scalar spread it over the result first, so the operand's place stays; shifts read
// each element before they write it.
// CHECK-LABEL: wsp.kernel @in_place
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.tands {{.*}} {addr = 65536 : i64}
// CHECK: pto.tshl {{.*}} {addr = 65536 : i64}
// CHECK: pto.tload %x {addr = 0 : i64}
wsp.kernel @in_place(%x: inout memref<128x256xi16>, %s: value i16) {
  %0 = pto.tload %x : memref<128x256xi16> -> !pto.tile<128x256xi16, ub>
  %1 = pto.tands %0, %s : !pto.tile<128x256xi16, ub>
  %2 = pto.tshl %1, %1 : !pto.tile<128x256xi16, ub>
  %3 = pto.tload %x : memref<128x256xi16> -> !pto.tile<128x256xi16, ub>
  %4 = pto.tor %2, %3 : !pto.tile<128x256xi16, ub>
  pto.tstore %4, %x : !pto.tile<128x256xi16, ub>, memref<128x256xi16>
}
