// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Instructions on bits take the integers that the machine's have.
wsp.kernel @k(%a: in memref<16x16xi32>, %b: in memref<16x16xi64>, %c: in memref<16x16xi8>, %s: value i8) {
  %0 = pto.tload %a : memref<16x16xi32> -> !pto.tile<16x16xi32, ub>
  %1 = pto.tload %b : memref<16x16xi64> -> !pto.tile<16x16xi64, ub>
  %2 = pto.tload %c : memref<16x16xi8> -> !pto.tile<16x16xi8, ub>
  // expected-error@+1 {{'pto.tand' op works on elements of type i8 to i16}}
  %3 = pto.tand %0, %0 : !pto.tile<16x16xi32, ub>
  // expected-error@+1 {{'pto.tands' op works on elements of type i16}}
  %4 = pto.tands %2, %s : !pto.tile<16x16xi8, ub>
  // expected-error@+1 {{'pto.tshl' op works on elements of type i8 to i32}}
  %5 = pto.tshl %1, %1 : !pto.tile<16x16xi64, ub>
  // expected-error@+1 {{'pto.tprelu' op works on elements of type f16 or f32}}
  %6 = pto.tprelu %0, %0 : !pto.tile<16x16xi32, ub>
  // expected-error@+1 {{'pto.tcolmax' op works on elements of type f16 or f32}}
  %7 = pto.tcolmax %0 : !pto.tile<16x16xi32, ub> -> !pto.tile<1x16xi32, ub>
}

// -----

// Reductions of columns, transpositions and gathers check the result's shape.
wsp.kernel @k(%a: in memref<16x12xf32>, %l: in memref<16x12xf32>, %i: in memref<4x8xi32>, %s: value i32, %t: value i8) {
  %0 = pto.tload %a : memref<16x12xf32> -> !pto.tile<16x12xf32, ub>
  %1 = pto.tload %a : memref<16x12xf32> -> !pto.tile<1x12xf32, ub>
  %2 = pto.tload %i : memref<4x8xi32> -> !pto.tile<4x8xi32, ub>
  // expected-error@+1 {{the result must be a tile of 1x12}}
  %3 = pto.tcolsum %0 : !pto.tile<16x12xf32, ub> -> !pto.tile<16x1xf32, ub>
  // expected-error@+1 {{the result must be a tile of 12x16}}
  %4 = pto.ttrans %0 : !pto.tile<16x12xf32, ub> -> !pto.tile<16x12xf32, ub>
  // expected-error@+1 {{works on tiles of several rows and columns; for a line, use pto.treshape}}
  %5 = pto.ttrans %1 : !pto.tile<1x12xf32, ub> -> !pto.tile<12x1xf32, ub>
  // expected-error@+1 {{takes one row, or rows of a multiple of 8 elements}}
  %6 = pto.tgather %0, %2 : !pto.tile<16x12xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<4x8xf32, ub>
  // expected-error@+1 {{takes indices of type i32}}
  %7 = pto.tgather %1, %1 : !pto.tile<1x12xf32, ub>, !pto.tile<1x12xf32, ub> -> !pto.tile<1x12xf32, ub>
  // expected-error@+1 {{the result must be a tile of 4x8, as the indices are}}
  %8 = pto.tgather %1, %2 : !pto.tile<1x12xf32, ub>, !pto.tile<4x8xi32, ub> -> !pto.tile<8x4xf32, ub>
  %9 = pto.tload %l : memref<16x12xf32> -> !pto.tile<16x12xf32, l1>
  // expected-error@+1 {{the result must be one row}}
  %11 = pto.tci %s : i32 -> !pto.tile<2x8xi32, ub>
  // expected-error@+1 {{'pto.tci' op works on elements of type i16 to i32}}
  %12 = pto.tci %t : i8 -> !pto.tile<1x8xi8, ub>
  // expected-error@+1 {{'pto.tcolmin' op works on tiles in ub}}
  %10 = pto.tcolmin %9 : !pto.tile<16x12xf32, l1> -> !pto.tile<1x12xf32, ub>
}
