// RUN: ptowsp-opt --pto-expand-instructions --verify-diagnostics %s

// A plan knows of no other tiles.
wsp.kernel @k(%x: inout memref<4x16xf32>, %a: value f32) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{'pto.taxpy' has an address already; run pto-expand-instructions before pto-plan-memory}}
  %1 = pto.taxpy %0, %0, %a {addr = 256 : i64} : !pto.tile<4x16xf32, ub>
  pto.tstore %1, %x : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}
