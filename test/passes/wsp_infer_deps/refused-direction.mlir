// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// A declared direction is held against the body.
// expected-note@+1 {{'a' is declared here}}
wsp.kernel @in(%a: in memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  // expected-error@+1 {{'a' is declared wsp_in, but it is written here, elements [0, 0]; declare it wsp_out}}
  memref.store %z, %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
}
// expected-note@+1 {{'a' is declared here}}
wsp.kernel @out(%a: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  // expected-error@+1 {{'a' is declared wsp_out, but it is read here before it is written, elements [0, 0]; declare it wsp_inout}}
  %0 = memref.load %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
  memref.store %0, %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
}
