// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Remainders are of f32.
wsp.kernel @k(%a: in memref<4x8xi32>, %h: in memref<4x8xf16>, %s: value f16) {
  %0 = pto.tload %a : memref<4x8xi32> -> !pto.tile<4x8xi32, ub>
  %1 = pto.tload %h : memref<4x8xf16> -> !pto.tile<4x8xf16, ub>
  // expected-error@+1 {{'pto.trem' op works on elements of type f32}}
  %2 = pto.trem %0, %0 : !pto.tile<4x8xi32, ub>
  // expected-error@+1 {{'pto.tfmod' op works on elements of type f32}}
  %3 = pto.tfmod %1, %1 : !pto.tile<4x8xf16, ub>
  // expected-error@+1 {{'pto.trems' op works on elements of type f32}}
  %4 = pto.trems %1, %s : !pto.tile<4x8xf16, ub>
  // expected-error@+1 {{'pto.tfmods' op works on elements of type f32}}
  %5 = pto.tfmods %1, %s : !pto.tile<4x8xf16, ub>
}

// -----

// Blocks lie in rows without gaps, and come eight at a time, with an offset each.
wsp.kernel @k(%a: in memref<4x64xf32>, %b: in memref<4x12xf32>, %o: in memref<4x8xi32>) {
  %0 = pto.tload %a : memref<4x64xf32> -> !pto.tile<4x64xf32, ub>
  %1 = pto.tload %b : memref<4x12xf32> -> !pto.tile<4x12xf32, ub>
  %2 = pto.tload %o : memref<4x8xi32> -> !pto.tile<4x8xi32, ub>
  // expected-error@+1 {{takes one row, or rows of a multiple of 32 bytes}}
  %3 = pto.tgatherb %1, %2 : !pto.tile<4x12xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<4x64xf32, ub>
  // expected-error@+1 {{the result's rows must be a multiple of 256 bytes}}
  %4 = pto.tgatherb %0, %2 : !pto.tile<4x64xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<4x8xf32, ub>
  // expected-error@+1 {{'offsets' must be a tile of 4x16xi32}}
  %5 = pto.tgatherb %0, %2 : !pto.tile<4x64xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<4x128xf32, ub>
}

// -----

// Pairs are counted from row to row; tiles side by side have as many rows.
wsp.kernel @k(%a: in memref<4x16xf32>, %b: in memref<4x12xf32>, %l: in memref<1x7xf32>) {
  %0 = pto.tload %a : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tload %b : memref<4x12xf32> -> !pto.tile<4x12xf32, ub>
  %2 = pto.tload %l : memref<1x7xf32> -> !pto.tile<1x7xf32, ub>
  // expected-error@+1 {{takes one row of an even number of elements, or rows of a multiple of 64 bytes}}
  %3 = pto.tpairreducesum %1 : !pto.tile<4x12xf32, ub> -> !pto.tile<4x6xf32, ub>
  // expected-error@+1 {{takes one row of an even number of elements, or rows of a multiple of 64 bytes}}
  %4 = pto.tpairreducesum %2 : !pto.tile<1x7xf32, ub> -> !pto.tile<1x3xf32, ub>
  // expected-error@+1 {{the result must be a tile of 4x8}}
  %5 = pto.tpairreducesum %0 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{'lhs' must have rows of a multiple of 32 bytes}}
  %6 = pto.tconcat %1, %0 : !pto.tile<4x12xf32, ub>, !pto.tile<4x16xf32, ub> -> !pto.tile<4x28xf32, ub>
  // expected-error@+1 {{puts tiles of as many rows together}}
  %7 = pto.tconcat %0, %2 : !pto.tile<4x16xf32, ub>, !pto.tile<1x7xf32, ub> -> !pto.tile<4x23xf32, ub>
  // expected-error@+1 {{the result must be a tile of 4x28}}
  %8 = pto.tconcat %0, %1 : !pto.tile<4x16xf32, ub>, !pto.tile<4x12xf32, ub> -> !pto.tile<4x32xf32, ub>
}
