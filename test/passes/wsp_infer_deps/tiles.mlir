// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// Tile instructions are accesses of the leading box; an atomic store reads, too.
// CHECK: wsp.kernel @k(%a: in {{.*}}, %b: out {{.*}}, %c: inout
// CHECK-SAME: [{offsets = array<i64: 0, 0>, sizes = array<i64: 8, 16>}, {offsets = array<i64: 0, 0>, sizes = array<i64: 8, 16>}, {offsets = array<i64: 0, 0>, sizes = array<i64: 8, 16>}]
wsp.kernel @k(%a: memref<8x64xf32, strided<[64, 1], offset: ?>>, %b: memref<8x64xf32, strided<[64, 1], offset: ?>>, %c: memref<8x64xf32, strided<[64, 1], offset: ?>>) {
  %0 = pto.tload %a : memref<8x64xf32, strided<[64, 1], offset: ?>> -> !pto.tile<8x16xf32, ub>
  pto.tstore %0, %b : !pto.tile<8x16xf32, ub>, memref<8x64xf32, strided<[64, 1], offset: ?>>
  pto.tstore %0, %c {atomic = "add"} : !pto.tile<8x16xf32, ub>, memref<8x64xf32, strided<[64, 1], offset: ?>>
}
