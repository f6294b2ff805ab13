// RUN: ptowsp-opt --verify-diagnostics %s

// Only the cube rectifies what it stores, and not what it adds.
wsp.kernel @k(%a: inout memref<16x16xf32>, %x: in memref<16x16xf16>) {
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, ub>
  // expected-error@+1 {{'pto.tstore' op 'relu' is for stores from l0c that do not accumulate}}
  pto.tstore %0, %a {relu} : !pto.tile<16x16xf32, ub>, memref<16x16xf32>
  %1 = pto.tload %x : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %2 = pto.tmov %1 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0a>
  %3 = pto.tmov %1 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %4, %a {relu} : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
  // expected-error@+1 {{'pto.tstore' op 'relu' is for stores from l0c that do not accumulate}}
  pto.tstore %4, %a {atomic = "add", relu} : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
