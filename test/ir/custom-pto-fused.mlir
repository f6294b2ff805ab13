// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Several steps in one instruction, products of rows, and places of extremes.
module {
  wsp.kernel @vector(%x: inout memref<16x32xf32>, %alpha: value f32) attributes {core = "aiv"} {
    %0 = pto.tload %x : memref<16x32xf32> -> !pto.tile<16x32xf32, ub>
    %1 = pto.tsubrelu %0, %0 {addr = 0 : i64} : !pto.tile<16x32xf32, ub>
    %2 = pto.taxpy %0, %1, %alpha : !pto.tile<16x32xf32, ub>
    %3 = pto.tmuladddst %0, %1, %2 : !pto.tile<16x32xf32, ub>
    %4 = pto.tfusedmuladd %1, %2, %3 : !pto.tile<16x32xf32, ub>
    %5 = pto.tfusedmuladdrelu %2, %3, %4 : !pto.tile<16x32xf32, ub>
    %6 = pto.trowprod %5 : !pto.tile<16x32xf32, ub> -> !pto.tile<16x1xf32, ub>
    %7 = pto.trowargmax %5 : !pto.tile<16x32xf32, ub> -> !pto.tile<16x1xi32, ub>
    %8 = pto.trowargmin %5 : !pto.tile<16x32xf32, ub> -> !pto.tile<16x1xi32, ub>
    %9 = pto.tcolargmax %5 : !pto.tile<16x32xf32, ub> -> !pto.tile<1x32xi32, ub>
    %10 = pto.tcolargmin %5 : !pto.tile<16x32xf32, ub> -> !pto.tile<1x32xi32, ub>
    pto.tstore %5, %x : !pto.tile<16x32xf32, ub>, memref<16x32xf32>
  }
}
