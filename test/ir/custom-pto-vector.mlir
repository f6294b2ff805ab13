// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Vector instructions, flags and barriers.
module {
  wsp.kernel @vector(%x: inout memref<16x16xf32>, %alpha: value f32) attributes {core = "aiv"} {
    %0 = pto.tload %x {addr = 0 : i64} : memref<16x16xf32> -> !pto.tile<16x16xf32, ub>
    %1 = pto.texpands %alpha : f32 -> !pto.tile<16x16xf32, ub>
    %2 = pto.trowsum %0 {addr = 64 : i64, scratch = 1024 : i64} : !pto.tile<16x16xf32, ub> -> !pto.tile<16x1xf32, ub>
    %3 = pto.tadd %0, %1 : !pto.tile<16x16xf32, ub>
    %4 = pto.tsub %0, %1 : !pto.tile<16x16xf32, ub>
    %5 = pto.tmul %0, %1 : !pto.tile<16x16xf32, ub>
    %6 = pto.tdiv %0, %1 : !pto.tile<16x16xf32, ub>
    %7 = pto.tmax %0, %1 : !pto.tile<16x16xf32, ub>
    %8 = pto.tmin %0, %1 : !pto.tile<16x16xf32, ub>
    %9 = pto.tadds %0, %alpha : !pto.tile<16x16xf32, ub>
    %10 = pto.tsubs %0, %alpha : !pto.tile<16x16xf32, ub>
    %11 = pto.tmuls %0, %alpha : !pto.tile<16x16xf32, ub>
    %12 = pto.tdivs %0, %alpha : !pto.tile<16x16xf32, ub>
    %13 = pto.tmaxs %0, %alpha : !pto.tile<16x16xf32, ub>
    %14 = pto.tmins %0, %alpha : !pto.tile<16x16xf32, ub>
    %15 = pto.tabs %0 : !pto.tile<16x16xf32, ub>
    %16 = pto.tneg %0 : !pto.tile<16x16xf32, ub>
    %17 = pto.texp %0 : !pto.tile<16x16xf32, ub>
    %18 = pto.tlog %0 : !pto.tile<16x16xf32, ub>
    %19 = pto.tsqrt %0 : !pto.tile<16x16xf32, ub>
    %20 = pto.trsqrt %0 : !pto.tile<16x16xf32, ub>
    %21 = pto.trecip %0 : !pto.tile<16x16xf32, ub>
    %22 = pto.trelu %0 : !pto.tile<16x16xf32, ub>
    %23 = pto.tcvt %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<16x16xf16, ub>
    %24 = pto.trowmax %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<16x1xf32, ub>
    %25 = pto.trowmin %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<16x1xf32, ub>
    %26 = pto.trowexpandadd %0, %2 : !pto.tile<16x16xf32, ub>, !pto.tile<16x1xf32, ub>
    %27 = pto.trowexpandsub %0, %2 : !pto.tile<16x16xf32, ub>, !pto.tile<16x1xf32, ub>
    %28 = pto.trowexpandmul %0, %2 : !pto.tile<16x16xf32, ub>, !pto.tile<16x1xf32, ub>
    %29 = pto.trowexpanddiv %0, %2 : !pto.tile<16x16xf32, ub>, !pto.tile<16x1xf32, ub>
    %30 = pto.trowexpand %2 : !pto.tile<16x1xf32, ub> -> !pto.tile<16x16xf32, ub>
    %31 = pto.treshape %2 : !pto.tile<16x1xf32, ub> -> !pto.tile<1x16xf32, ub>
    %32 = pto.tcolexpand %31 : !pto.tile<1x16xf32, ub> -> !pto.tile<16x16xf32, ub>
    pto.set_flag V -> MTE3 event 0
    pto.wait_flag V -> MTE3 event 0
    pto.pipe_barrier ALL
    pto.tstore %3, %x : !pto.tile<16x16xf32, ub>, memref<16x16xf32>
  }
}
