// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics --split-input-file %s

// C does not know the first extent of a parameter, but no array reaches as far as this.
wsp.kernel @far(%a: memref<4xf32, strided<[1], offset: ?>>) {
  %lower = arith.constant -9223372036854775808 : index
  %c4 = arith.constant 4 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %lower to %c4 step %c1 {
    // expected-error@+1 {{'a' is accessed at -9223372036854775808 to 3 in dimension 0, farther than arrays reach, first at i = -9223372036854775808}}
    %x = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    // expected-error@+1 {{'a' is accessed at}}
    memref.store %x, %a[%i] : memref<4xf32, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
}

// -----

// Rows are as long as the other extents say: 2^36 of 16 elements are more than any array has.
wsp.kernel @rows(%a: memref<4x16xf32, strided<[16, 1], offset: ?>>, %x: f32) {
  %c0 = arith.constant 0 : index
  %row = arith.constant 68719476736 : index
  // expected-error@+1 {{'a' is accessed at 68719476736 in dimension 0, farther than arrays reach}}
  memref.store %x, %a[%row, %c0] : memref<4x16xf32, strided<[16, 1], offset: ?>>
}

// -----

// In front of where a parameter points, and behind its first extent, there may be more of an array.
wsp.kernel @near(%a: memref<4x16xf32, strided<[16, 1], offset: ?>>, %x: f32) {
  %c0 = arith.constant 0 : index
  %row = arith.constant -68719476736 : index
  %next = arith.constant 68719476735 : index
  // expected-remark@+1 {{what this kernel touches of 'a' is not exactly a box}}
  memref.store %x, %a[%row, %c0] : memref<4x16xf32, strided<[16, 1], offset: ?>>
  memref.store %x, %a[%next, %c0] : memref<4x16xf32, strided<[16, 1], offset: ?>>
}
