// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// A kernel's local arrays have bounds; of a parameter C knows all extents but the first.
wsp.kernel @k(%a: memref<4x8xf32, strided<[8, 1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %z = arith.constant 0.0 : f32
  %t = memref.alloca() {wsp.name = "t"} : memref<4xf32>
  scf.for %i = %c0 to %c6 step %c1 {
    // expected-error@+1 {{'t' is accessed at 0 to 5 in dimension 0, outside of its 4 elements, first at i = 4}}
    memref.store %z, %t[%i] : memref<4xf32>
    // expected-remark@+1 {{what this kernel touches of 'a' is not exactly a box}}
    memref.store %z, %a[%i, %c0] : memref<4x8xf32, strided<[8, 1], offset: ?>>
    %0 = arith.addi %i, %c6 : index
    // expected-error@+1 {{'a' is accessed at 6 to 11 in dimension 1, outside of its 8 elements, first at i = 2}}
    memref.store %z, %a[%c0, %0] : memref<4x8xf32, strided<[8, 1], offset: ?>>
  } {wsp.iv = "i"}
}
