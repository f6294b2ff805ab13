// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Lines must fit the tile, parts lie within it.
wsp.kernel @k(%a: in memref<4x16xf32>, %b: in memref<4x16xi32>, %s: value i32) {
  %0 = pto.tload %a : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tload %a : memref<4x16xf32> -> !pto.tile<1x16xf32, ub>
  %2 = pto.tload %b : memref<4x16xi32> -> !pto.tile<4x16xi32, ub>
  // expected-error@+1 {{the second operand must be a tile of 1x16}}
  %3 = pto.tcolexpandadd %0, %0 : !pto.tile<4x16xf32, ub>, !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{the second operand must be a tile of 4x1}}
  %4 = pto.trowexpandmax %0, %1 : !pto.tile<4x16xf32, ub>, !pto.tile<1x16xf32, ub>
  // expected-error@+1 {{works on elements of type f16 or f32}}
  %5 = pto.tcolexpandmul %2, %2 : !pto.tile<4x16xi32, ub>, !pto.tile<4x16xi32, ub>
  // expected-error@+1 {{the second operand must be within 1x16}}
  %6 = pto.tpartadd %1, %0 : !pto.tile<1x16xf32, ub>, !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{a rounding is for floats to integers, or f32 to whole numbers in f32}}
  %7 = pto.tcvt %2 floor : !pto.tile<4x16xi32, ub> -> !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{'diagonal' must be between -1048576 and 1048576}}
  %8 = pto.ttri lower, 9999999 : !pto.tile<4x16xf32, ub>
}

// -----

// Sorting, scattering and patterns check widths and multiples.
wsp.kernel @k(%a: in memref<4x12xf32>, %b: in memref<4x12xi32>, %l: in memref<64x64xf32>) {
  %0 = pto.tload %a : memref<4x12xf32> -> !pto.tile<4x12xf32, ub>
  %1 = pto.tload %b : memref<4x12xi32> -> !pto.tile<4x12xi32, ub>
  // expected-error@+1 {{sorts rows of a multiple of 32 elements}}
  %2 = pto.tsort32 %0, %1 : !pto.tile<4x12xf32, ub>, !pto.tile<4x12xi32, ub> -> !pto.tile<4x24xf32, ub>
  // expected-error@+1 {{replaces elements of one row, or of rows of a multiple of 32 bytes}}
  %3 = pto.tscatter %0, %1 into %0 : !pto.tile<4x12xf32, ub>, !pto.tile<4x12xi32, ub>, !pto.tile<4x12xf32, ub>
  // expected-error@+1 {{takes one row of a multiple of 2 elements}}
  %4 = pto.tgather_mask P0101, %0 : !pto.tile<4x12xf32, ub> -> !pto.tile<4x6xf32, ub>
  // expected-error@+1 {{merges the pairs of one row of type f32}}
  %5 = pto.tmrgsort %0 block 64 : !pto.tile<4x12xf32, ub>
  %6 = pto.tload %l : memref<64x64xf32> -> !pto.tile<64x64xf32, l1>
  // expected-error@+1 {{starts at multiples of 16}}
  %7 = pto.textract %6[8, 0] : !pto.tile<64x64xf32, l1> -> !pto.tile<16x16xf32, l0a>
  // expected-error@+1 {{a tile of 32x16 at 48, 0 does not lie within the operand}}
  %8 = pto.textract %6[48, 0] : !pto.tile<64x64xf32, l1> -> !pto.tile<32x16xf32, l0b>
}
