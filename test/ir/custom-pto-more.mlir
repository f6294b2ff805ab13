// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Vector instructions on bits, columns and places.
module {
  wsp.kernel @vector(%x: inout memref<16x16xi16>, %y: inout memref<16x32xf32>, %i: in memref<8x8xi32>, %s: value i16, %alpha: value f32) attributes {core = "aiv"} {
    %0 = pto.tload %x {addr = 0 : i64} : memref<16x16xi16> -> !pto.tile<16x16xi16, ub>
    %1 = pto.tand %0, %0 : !pto.tile<16x16xi16, ub>
    %2 = pto.tor %0, %1 : !pto.tile<16x16xi16, ub>
    %3 = pto.txor %0, %1 {addr = 512 : i64, scratch = 1024 : i64} : !pto.tile<16x16xi16, ub>
    %4 = pto.tnot %0 : !pto.tile<16x16xi16, ub>
    %5 = pto.tshl %0, %1 : !pto.tile<16x16xi16, ub>
    %6 = pto.tshr %0, %1 : !pto.tile<16x16xi16, ub>
    %7 = pto.tands %0, %s : !pto.tile<16x16xi16, ub>
    %8 = pto.tors %0, %s : !pto.tile<16x16xi16, ub>
    %9 = pto.txors %0, %s : !pto.tile<16x16xi16, ub>
    %10 = pto.tload %y : memref<16x32xf32> -> !pto.tile<16x32xf32, ub>
    %11 = pto.tprelu %10, %10 : !pto.tile<16x32xf32, ub>
    %12 = pto.tlrelu %10, %alpha : !pto.tile<16x32xf32, ub>
    %13 = pto.tcolsum %10 : !pto.tile<16x32xf32, ub> -> !pto.tile<1x32xf32, ub>
    %14 = pto.tcolmax %10 : !pto.tile<16x32xf32, ub> -> !pto.tile<1x32xf32, ub>
    %15 = pto.tcolmin %10 : !pto.tile<16x32xf32, ub> -> !pto.tile<1x32xf32, ub>
    %16 = pto.ttrans %10 : !pto.tile<16x32xf32, ub> -> !pto.tile<32x16xf32, ub>
    %17 = pto.tload %i : memref<8x8xi32> -> !pto.tile<8x8xi32, ub>
    %18 = pto.tgather %10, %17 : !pto.tile<16x32xf32, ub>, !pto.tile<8x8xi32, ub> -> !pto.tile<8x8xf32, ub>
    %19 = pto.tci %s {addr = 64 : i64} : i16 -> !pto.tile<1x16xi16, ub>
    pto.tstore %3, %x : !pto.tile<16x16xi16, ub>, memref<16x16xi16>
  }
}
