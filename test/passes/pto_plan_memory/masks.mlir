// RUN: ptowsp-opt --pto-plan-memory %s | FileCheck %s

// A mask takes a bit an element, its rows padded to 32 bytes; a comparison of integers for order
// has working memory, one for equality has none.
// CHECK: pto.tload {{.*}} {addr = 0 : i64}
// CHECK: pto.tcmp lt, {{.*}} {addr = 2432 : i64, scratch = 2560 : i64}
// CHECK: pto.tcmp eq, {{.*}} {addr = 4992 : i64} :
// CHECK: pto.tsel {{.*}} {addr = 5120 : i64}
wsp.kernel @k(%x: inout memref<2x300xi32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<2x300xi32> -> !pto.tile<2x300xi32, ub>
  %1 = pto.tcmp lt, %0, %0 : !pto.tile<2x300xi32, ub> -> !pto.tile<2x300xi1, ub>
  %2 = pto.tcmp eq, %0, %0 : !pto.tile<2x300xi32, ub> -> !pto.tile<2x300xi1, ub>
  %3 = pto.tsel %2, %0, %0 : !pto.tile<2x300xi1, ub>, !pto.tile<2x300xi32, ub>
  pto.tstore %3, %x : !pto.tile<2x300xi32, ub>, memref<2x300xi32>
}
