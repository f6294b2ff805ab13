// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Lines, parts, places, sorting and roundings.
module {
  wsp.kernel @vector(%x: inout memref<4x32xf32>, %k: in memref<4x1xf32>, %i: in memref<1x32xi32>, %s: value i32) attributes {core = "aiv"} {
    %0 = pto.tload %x : memref<4x32xf32> -> !pto.tile<4x32xf32, ub>
    %1 = pto.tload %k : memref<4x1xf32> -> !pto.tile<4x1xf32, ub>
    %2 = pto.trowexpandmin %0, %1 {addr = 0 : i64} : !pto.tile<4x32xf32, ub>, !pto.tile<4x1xf32, ub>
    %3 = pto.tcolprod %2 : !pto.tile<4x32xf32, ub> -> !pto.tile<1x32xf32, ub>
    %4 = pto.tcolexpandexpdif %2, %3 : !pto.tile<4x32xf32, ub>, !pto.tile<1x32xf32, ub>
    %5 = pto.tpartmax %4, %3 : !pto.tile<4x32xf32, ub>, !pto.tile<1x32xf32, ub>
    %6 = pto.tload %i : memref<1x32xi32> -> !pto.tile<1x32xi32, ub>
    %7 = pto.tshls %6, %s : !pto.tile<1x32xi32, ub>
    %8 = pto.tscatter %3, %7 into %5 : !pto.tile<1x32xf32, ub>, !pto.tile<1x32xi32, ub>, !pto.tile<4x32xf32, ub>
    %9 = pto.tsort32 %3, %7 {addr = 64 : i64} : !pto.tile<1x32xf32, ub>, !pto.tile<1x32xi32, ub> -> !pto.tile<1x64xf32, ub>
    %10 = pto.tgather_mask P1010, %9 : !pto.tile<1x64xf32, ub> -> !pto.tile<1x32xi32, ub>
    %11 = pto.ttri upper, -3 {addr = 128 : i64} : !pto.tile<4x32xf32, ub>
    %12 = pto.tcvt %11 floor : !pto.tile<4x32xf32, ub> -> !pto.tile<4x32xi32, ub>
    %13 = pto.tcvt %12 {addr = 256 : i64} : !pto.tile<4x32xi32, ub> -> !pto.tile<4x32xf32, ub>
    pto.tstore %13, %x : !pto.tile<4x32xf32, ub>, memref<4x32xf32>
  }
}
