// RUN: ptowsp-opt --pto-insert-sync --split-input-file --verify-diagnostics %s

// An address written by hand must lie in the tile's memory.
wsp.kernel @far(%a: memref<4x4xf32, strided<[4, 1], offset: ?>>) {
  // expected-error@+1 {{'addr' places nothing}}
  %0 = pto.tload %a {addr = 9223372036854775807 : i64} : memref<4x4xf32, strided<[4, 1], offset: ?>> -> !pto.tile<4x4xf32, ub>
}

// -----

// So must one that another operation gives.
wsp.kernel @text(%a: memref<4x4xf32, strided<[4, 1], offset: ?>>) {
  // expected-error@+1 {{'addr' places nothing}}
  %0 = "foo.make"() {addr = "here"} : () -> !pto.tile<4x4xf32, ub>
  pto.tstore %0, %a : !pto.tile<4x4xf32, ub>, memref<4x4xf32, strided<[4, 1], offset: ?>>
}
