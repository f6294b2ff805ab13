// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// The path of a product: L1, L0A and L0B, L0C, global memory.
module {
  wsp.kernel @cube(%x: in memref<16x16xf16>, %y: inout memref<16x16xf32>) attributes {core = "aic"} {
    %0 = pto.tload %x : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
    %1 = pto.tmov %0 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0a>
    %2 = pto.tmov %0 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0b>
    %3 = pto.tmatmul %1, %2 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf32, l0c>
    %4 = pto.tmatmul_acc %3, %1, %2 : !pto.tile<16x16xf32, l0c>, !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b>
    pto.tstore %4, %y {atomic = "add"} : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
  }
}
