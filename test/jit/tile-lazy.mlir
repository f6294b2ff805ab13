// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy i4 8 1 2 3 4 5 6 7 8
// RUN: %python %src/test/data/Inputs/npy.py %t.s.npy i4 8 1 3 5 7 9 11 13 15
// RUN: %python %src/test/data/Inputs/npy.py %t.b.npy i4 8 1 1 2 3 4 5 6 7
// RUN: %python %src/test/data/Inputs/npy.py %t.p.npy i4 8 2 4 6 8 10 12 14 16
// RUN: ptowsp-run %s --workload=shifted --pass-pipeline= --in x=%t.x.npy --expect x=%t.s.npy | FileCheck %s
// RUN: ptowsp-run %s --workload=between --pass-pipeline= --in x=%t.x.npy --expect x=%t.b.npy | FileCheck %s
// RUN: ptowsp-run %s --workload=places --pass-pipeline= --in x=%t.x.npy --expect x=%t.p.npy | FileCheck %s

// A tile is what memory held when it was loaded, whatever is stored before it is used: to an
// overlapping part of the array, between the load and its use, or to the same place.
// CHECK: expect x: ok
wsp.kernel @add(%a: in memref<7xi32, strided<[1], offset: ?>>, %b: inout memref<7xi32, strided<[1], offset: ?>>) attributes {core = "aiv"} {
  %0 = pto.tload %a : memref<7xi32, strided<[1], offset: ?>> -> !pto.tile<1x7xi32, ub>
  %1 = pto.tload %b : memref<7xi32, strided<[1], offset: ?>> -> !pto.tile<1x7xi32, ub>
  %2 = pto.tadd %0, %1 : !pto.tile<1x7xi32, ub>
  pto.tstore %2, %b : !pto.tile<1x7xi32, ub>, memref<7xi32, strided<[1], offset: ?>>
}
wsp.kernel @move(%a: in memref<7xi32, strided<[1], offset: ?>>, %b: inout memref<7xi32, strided<[1], offset: ?>>) attributes {core = "aiv"} {
  %zero = arith.constant 0 : i32
  %0 = pto.tload %a : memref<7xi32, strided<[1], offset: ?>> -> !pto.tile<1x7xi32, ub>
  %1 = pto.texpands %zero : i32 -> !pto.tile<1x7xi32, ub>
  pto.tstore %1, %b : !pto.tile<1x7xi32, ub>, memref<7xi32, strided<[1], offset: ?>>
  pto.tstore %0, %b : !pto.tile<1x7xi32, ub>, memref<7xi32, strided<[1], offset: ?>>
}
wsp.kernel @double(%a: in memref<8xi32>, %b: inout memref<8xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %a : memref<8xi32> -> !pto.tile<1x8xi32, ub>
  %1 = pto.tload %b : memref<8xi32> -> !pto.tile<1x8xi32, ub>
  %2 = pto.tadd %0, %1 : !pto.tile<1x8xi32, ub>
  pto.tstore %2, %b : !pto.tile<1x8xi32, ub>, memref<8xi32>
}
wsp.workload @shifted(%x: inout memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = wsp.at %x[%c0] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  %b = wsp.at %x[%c1] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  wsp.task @add(%a, %b) : memref<7xi32, strided<[1], offset: ?>>, memref<7xi32, strided<[1], offset: ?>>
}
wsp.workload @between(%x: inout memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = wsp.at %x[%c0] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  %b = wsp.at %x[%c1] : memref<8xi32> to memref<7xi32, strided<[1], offset: ?>>
  wsp.task @move(%a, %b) : memref<7xi32, strided<[1], offset: ?>>, memref<7xi32, strided<[1], offset: ?>>
}
wsp.workload @places(%x: inout memref<8xi32>) {
  wsp.task @double(%x, %x) : memref<8xi32>, memref<8xi32>
}
