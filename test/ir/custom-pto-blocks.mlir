// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Remainders, pairs, blocks and tiles side by side.
module {
  wsp.kernel @vector(%x: inout memref<4x64xf32>, %o: in memref<4x8xi32>, %s: value f32) attributes {core = "aiv"} {
    %0 = pto.tload %x : memref<4x64xf32> -> !pto.tile<4x64xf32, ub>
    %1 = pto.trem %0, %0 {addr = 0 : i64} : !pto.tile<4x64xf32, ub>
    %2 = pto.trems %0, %s : !pto.tile<4x64xf32, ub>
    %3 = pto.tfmod %1, %2 : !pto.tile<4x64xf32, ub>
    %4 = pto.tfmods %3, %s : !pto.tile<4x64xf32, ub>
    %5 = pto.tload %o : memref<4x8xi32> -> !pto.tile<4x8xi32, ub>
    %6 = pto.tgatherb %4, %5 : !pto.tile<4x64xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<4x64xf32, ub>
    %7 = pto.tpairreducesum %6 : !pto.tile<4x64xf32, ub> -> !pto.tile<4x32xf32, ub>
    %8 = pto.tconcat %7, %7 : !pto.tile<4x32xf32, ub>, !pto.tile<4x32xf32, ub> -> !pto.tile<4x64xf32, ub>
    pto.tstore %8, %x : !pto.tile<4x64xf32, ub>, memref<4x64xf32>
  }
}
