// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

wsp.kernel @k(%a: inout memref<16x16xf32>, %v: inout memref<16xf32>) {
  // expected-error@+1 {{loads into ub or l1}}
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, l0a>
  // expected-error@+1 {{tile and buffer must have the same element type}}
  %1 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf16, ub>
  // expected-error@+1 {{a tile of 32x16 does not lie within the buffer}}
  %2 = pto.tload %a : memref<16x16xf32> -> !pto.tile<32x16xf32, ub>
  // expected-error@+1 {{a tile of 4x4 does not lie within the buffer}}
  %3 = pto.tload %v : memref<16xf32> -> !pto.tile<4x4xf32, ub>
  %4 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  // expected-error@+1 {{stores from ub or l0c}}
  pto.tstore %4, %a : !pto.tile<16x16xf32, l1>, memref<16x16xf32>
  // expected-error@+1 {{moves from l1 to l0a or l0b, from l0c to l1 or ub, or within ub}}
  %5 = pto.tmov %4 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0c>
  // expected-error@+1 {{'pto.texp' op works on tiles in ub}}
  %6 = pto.texp %4 : !pto.tile<16x16xf32, l1>
}

// -----

wsp.kernel @k(%a: inout memref<16x16xf32>) {
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, ub>
  // expected-error@+1 {{the result must be a tile of 16x1}}
  %1 = pto.trowsum %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<1x16xf32, ub>
  // expected-error@+1 {{the second operand must be a tile of 16x1}}
  %2 = pto.trowexpandsub %0, %0 : !pto.tile<16x16xf32, ub>, !pto.tile<16x16xf32, ub>
  // expected-error@+1 {{'atomic' must be "add"}}
  pto.tstore %0, %a {atomic = "max"} : !pto.tile<16x16xf32, ub>, memref<16x16xf32>
  // expected-error@+1 {{keeps the tile's shape}}
  %3 = pto.tcvt %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<8x16xf16, ub>
  // expected-error@+1 {{keeps the number of elements}}
  %4 = pto.treshape %0 : !pto.tile<16x16xf32, ub> -> !pto.tile<8x16xf32, ub>
  // expected-error@+1 {{event must be 0 to 7, but is 8}}
  pto.set_flag V -> MTE3 event 8
  // expected-error@+1 {{orders two different pipes; within one, use pto.pipe_barrier}}
  pto.wait_flag V -> V event 0
}

// -----

wsp.kernel @k(%a: inout memref<16x16xf16>) {
  %0 = pto.tload %a : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %1 = pto.tmov %0 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0a>
  %2 = pto.tmov %0 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0b>
  // expected-error@+1 {{multiplies l0a by l0b into l0c}}
  %3 = pto.tmatmul %1, %1 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0a> -> !pto.tile<16x16xf32, l0c>
  // expected-error@+1 {{multiplies MxK by KxN into MxN, but has 16x16, 16x16 and 16x8}}
  %4 = pto.tmatmul %1, %2 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x8xf32, l0c>
  // expected-error@+1 {{multiplies f16, bf16 or f32 into f32, or i8 into i32}}
  %5 = pto.tmatmul %1, %2 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf16, l0c>
}
