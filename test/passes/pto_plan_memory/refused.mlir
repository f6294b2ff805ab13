// RUN: ptowsp-opt --pto-plan-memory --split-input-file --verify-diagnostics %s

// Three tiles of 80 KiB that are alive at once.
wsp.kernel @overflow(%x: in memref<128x160xf32>, %y: inout memref<128x160xf32>) {
  %0 = pto.tload %x : memref<128x160xf32> -> !pto.tile<128x160xf32, ub>
  %1 = pto.tload %y : memref<128x160xf32> -> !pto.tile<128x160xf32, ub>
  // expected-error@+1 {{the tiles of kernel 'overflow' do not fit: 245760 bytes of ub are needed here, 188416 are available; use smaller tiles}}
  %2 = pto.tadd %0, %1 : !pto.tile<128x160xf32, ub>
  %3 = pto.tmul %0, %1 : !pto.tile<128x160xf32, ub>
  %4 = pto.tsub %2, %3 : !pto.tile<128x160xf32, ub>
  pto.tstore %4, %y : !pto.tile<128x160xf32, ub>, memref<128x160xf32>
}

// -----

// The accumulator is gone once it was accumulated into.
wsp.kernel @stale(%a: !pto.tile<16x16xf16, l0a>, %b: !pto.tile<16x16xf16, l0b>, %c: out memref<16x16xf32>) {
  %0 = pto.tmatmul %a, %b : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf32, l0c>
  // expected-note@+1 {{accumulated into here, in place}}
  %1 = pto.tmatmul_acc %0, %a, %b : !pto.tile<16x16xf32, l0c>, !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b>
  // expected-error@+1 {{this reads a tile that was accumulated into since}}
  pto.tstore %0, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
  pto.tstore %1, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
