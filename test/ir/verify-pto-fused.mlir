// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// What the machine does in one instruction it does with f16 and f32.
wsp.kernel @k(%a: in memref<16x16xi32>, %l: in memref<16x16xf32>, %s: value i32) {
  %0 = pto.tload %a : memref<16x16xi32> -> !pto.tile<16x16xi32, ub>
  %1 = pto.tload %l : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  // expected-error@+1 {{'pto.tsubrelu' op works on elements of type f16 or f32}}
  %2 = pto.tsubrelu %0, %0 : !pto.tile<16x16xi32, ub>
  // expected-error@+1 {{'pto.taxpy' op works on elements of type f16 or f32}}
  %3 = pto.taxpy %0, %0, %s : !pto.tile<16x16xi32, ub>
  // expected-error@+1 {{'pto.tmuladddst' op works on tiles in ub}}
  %4 = pto.tmuladddst %1, %1, %1 : !pto.tile<16x16xf32, l1>
  // expected-error@+1 {{'pto.tfusedmuladd' op works on elements of type f16 or f32}}
  %5 = pto.tfusedmuladd %0, %0, %0 : !pto.tile<16x16xi32, ub>
  // expected-error@+1 {{'pto.tfusedmuladdrelu' op works on elements of type f16 or f32}}
  %6 = pto.tfusedmuladdrelu %0, %0, %0 : !pto.tile<16x16xi32, ub>
}

// -----

// The scale has the tile's element type.
wsp.kernel @k(%a: in memref<4x8xf32>, %s: value f16) {
  %0 = pto.tload %a : memref<4x8xf32> -> !pto.tile<4x8xf32, ub>
  // expected-error@+1 {{'pto.taxpy' op operand #2 ('rhs') must have the element type of 'acc'}}
  "pto.taxpy"(%0, %0, %s) : (!pto.tile<4x8xf32, ub>, !pto.tile<4x8xf32, ub>, f16) -> !pto.tile<4x8xf32, ub>
}

// -----

// Products and places of rows are columns, those of columns rows; places are i32.
wsp.kernel @k(%a: in memref<4x8xf32>, %b: in memref<4x8xi8>) {
  %0 = pto.tload %a : memref<4x8xf32> -> !pto.tile<4x8xf32, ub>
  %1 = pto.tload %b : memref<4x8xi8> -> !pto.tile<4x8xi8, ub>
  // expected-error@+1 {{the result must be a tile of 4x1}}
  %2 = pto.trowprod %0 : !pto.tile<4x8xf32, ub> -> !pto.tile<1x8xf32, ub>
  // expected-error@+1 {{'pto.trowprod' op works on elements of type f16, f32, i16 or i32}}
  %3 = pto.trowprod %1 : !pto.tile<4x8xi8, ub> -> !pto.tile<4x1xi8, ub>
  // expected-error@+1 {{the result must be a tile of 4x1xi32}}
  %4 = pto.trowargmax %0 : !pto.tile<4x8xf32, ub> -> !pto.tile<4x1xf32, ub>
  // expected-error@+1 {{the result must be a tile of 4x1xi32}}
  %5 = pto.trowargmin %0 : !pto.tile<4x8xf32, ub> -> !pto.tile<1x8xi32, ub>
  // expected-error@+1 {{the result must be a tile of 1x8xi32}}
  %6 = pto.tcolargmax %0 : !pto.tile<4x8xf32, ub> -> !pto.tile<4x1xi32, ub>
  // expected-error@+1 {{'pto.tcolargmin' op works on elements of type f16 or f32}}
  %7 = pto.tcolargmin %1 : !pto.tile<4x8xi8, ub> -> !pto.tile<1x8xi32, ub>
}
