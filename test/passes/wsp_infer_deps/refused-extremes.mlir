// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics --split-input-file %s

// Places beyond 64 bits are said as they are.
wsp.kernel @beyond(%a: memref<8x8xf32, strided<[8, 1], offset: ?>>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c1 = arith.constant 1 : index
  %most = arith.constant 9223372036854775807 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %at = arith.muli %i, %most : index
    // expected-remark@+2 {{what this kernel touches of 'a' is not exactly a box}}
    // expected-error@+1 {{'a' is accessed at 0 to 27670116110564327421 in dimension 1, outside of its 8 elements, first at i = 1}}
    memref.store %x, %a[%c0, %at] : memref<8x8xf32, strided<[8, 1], offset: ?>>
  } {wsp.iv = "i"}
}

// -----

// So are iterations.
wsp.kernel @iterations(%a: memref<8x8xf32, strided<[8, 1], offset: ?>>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %first = arith.constant 9223372036854775800 : index
  %most = arith.constant 9223372036854775807 : index
  // expected-error@+1 {{loop 'i' is declared wsp_parallel}}
  scf.for %i = %first to %most step %c1 {
    // expected-note@+2 {{iteration i = 9223372036854775800 writes 'a' here}}
    // expected-note@+1 {{iteration i = 9223372036854775801 writes 'a' here}}
    memref.store %x, %a[%c0, %c1] : memref<8x8xf32, strided<[8, 1], offset: ?>>
  } {wsp.iv = "i", wsp.parallel}
}

// -----

// Factors that are negated, and distances that exceed 64 bits.
wsp.kernel @negated(%a: memref<64xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %least = arith.constant -9223372036854775808 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %minus = arith.subi %c0, %i : index
    %at = arith.muli %minus, %least : index
    // expected-remark@+2 {{what this kernel touches of 'a' is not exactly a box}}
    // expected-error@+1 {{'a' is accessed at 0 to 64563604257983430656 in dimension 0}}
    memref.store %x, %a[%at] : memref<64xf32>
  }
}

// -----

wsp.kernel @distant(%a: memref<64xf32>, %x: f32) {
  %first = arith.constant -2147483646 : index
  %end = arith.constant 2147483646 : index
  %c1 = arith.constant 1 : index
  %factor = arith.constant 1073741824 : index
  scf.for %i = %first to %end step %c1 {
    scf.for %j = %first to %end step %c1 {
      scf.for %k = %first to %end step %c1 {
        %0 = arith.addi %i, %j : index
        %1 = arith.addi %0, %k : index
        %at = arith.muli %1, %factor : index
        // expected-remark@+2 {{what this kernel touches of 'a' is not exactly a box}}
        // expected-error@+1 {{'a' is accessed at -6917529021198630912 to 6917529017977405440 in dimension 0}}
        memref.store %x, %a[%at] : memref<64xf32>
      }
    }
  }
}
