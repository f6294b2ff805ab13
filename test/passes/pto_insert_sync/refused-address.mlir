// RUN: ptowsp-opt --pto-insert-sync --split-input-file --verify-diagnostics %s

// An address written by hand must lie in the tile's memory.
wsp.kernel @far(%a: memref<4x4xf32, strided<[4, 1], offset: ?>>) {
  // expected-error@+1 {{'addr' places nothing}}
  %0 = pto.tload %a {addr = 9223372036854775807 : i64} : memref<4x4xf32, strided<[4, 1], offset: ?>> -> !pto.tile<4x4xf32, ub>
}

// -----

// It is one that the memory's blocks have.
wsp.kernel @between(%a: memref<4x4xf32, strided<[4, 1], offset: ?>>) {
  // expected-error@+1 {{'addr' must be a multiple of 32 bytes}}
  %0 = pto.tload %a {addr = 7 : i64} : memref<4x4xf32, strided<[4, 1], offset: ?>> -> !pto.tile<4x4xf32, ub>
}

// -----

// So must one that another operation gives.
wsp.kernel @text(%a: memref<4x4xf32, strided<[4, 1], offset: ?>>) {
  // expected-error@+1 {{'addr' places nothing}}
  %0 = "foo.make"() {addr = "here"} : () -> !pto.tile<4x4xf32, ub>
  pto.tstore %0, %a : !pto.tile<4x4xf32, ub>, memref<4x4xf32, strided<[4, 1], offset: ?>>
}

// -----

// What a loop carries must stay where it is.
wsp.kernel @moved(%a: memref<1x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = pto.tload %a {addr = 0 : i64} : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  // expected-error@+1 {{carried tile 1 of this loop changes its place}}
  %1 = scf.for %i = %c0 to %c1 step %c1 iter_args(%t = %0) -> (!pto.tile<1x8xf32, ub>) {
    %2 = pto.texp %t {addr = 32 : i64} : !pto.tile<1x8xf32, ub>
    scf.yield %2 : !pto.tile<1x8xf32, ub>
  }
  pto.tstore %1, %a : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}
