// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Comparisons, masks and selections.
module {
  wsp.kernel @vector(%x: inout memref<4x16xf32>, %s: value f32) attributes {core = "aiv"} {
    %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
    %1 = pto.tcmp eq, %0, %0 {addr = 0 : i64} : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xi1, ub>
    %2 = pto.tcmps ge, %0, %s {addr = 0 : i64, scratch = 32 : i64} : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xi1, ub>
    %3 = pto.txor %1, %2 : !pto.tile<4x16xi1, ub>
    %4 = pto.tsel %3, %0, %0 {addr = 64 : i64} : !pto.tile<4x16xi1, ub>, !pto.tile<4x16xf32, ub>
    %5 = pto.tsels %3, %4, %s : !pto.tile<4x16xi1, ub>, !pto.tile<4x16xf32, ub>
    pto.tstore %5, %x : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
  }
}
