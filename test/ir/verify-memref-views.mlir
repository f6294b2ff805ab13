// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'memref.get_global' op 'x' does not reference a valid global memref}}
  %0 = memref.get_global @x : memref<2xf32>
  return
}

// -----

memref.global @x : memref<3xf32>
func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'memref.get_global' op result type 'memref<2xf32>' does not match type 'memref<3xf32>' of the global memref @x}}
  %0 = memref.get_global @x : memref<2xf32>
  return
}

// -----

// expected-error@+1 {{'memref.global' op initial value does not have the type's shape and element}}
"memref.global"() <{initial_value = dense<1.0> : tensor<4xf32>, sym_name = "m5", type = memref<f32>}> : () -> ()

// -----

// expected-error@+1 {{'memref.global' op attribute 'type' failed to satisfy constraint: memref type attribute}}
"memref.global"() <{sym_name = "m5", type = f32}> : () -> ()

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{expected result type with size = 4 instead of 5 in dim = 0}}
  %0 = memref.reinterpret_cast %m to offset: [0], sizes: [4], strides: [1] : memref<4x4xf32> to memref<5xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{expected result type with offset = 3 instead of 0}}
  %0 = memref.reinterpret_cast %m to offset: [3], sizes: [4], strides: [1] : memref<4x4xf32> to memref<4xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{different element types specified for source type 'memref<4x4xf32>' and result memref type 'memref<4xi32>'}}
  %0 = memref.reinterpret_cast %m to offset: [0], sizes: [4], strides: [1] : memref<4x4xf32> to memref<4xi32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{expected result type with stride = 2 instead of 1 in dim = 0}}
  %0 = memref.reinterpret_cast %m to offset: [0], sizes: [4], strides: [2] : memref<4x4xf32> to memref<4xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.collapse_shape' op collapsed dim size (17) must equal reassociation group size (16)}}
  %0 = memref.collapse_shape %m [[0, 1]] : memref<4x4xf32> into memref<17xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.collapse_shape' op invalid number of reassociation groups: found 2, expected 1}}
  %0 = memref.collapse_shape %m [[0], [1]] : memref<4x4xf32> into memref<16xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.collapse_shape' op reassociation indices must be contiguous}}
  %0 = memref.collapse_shape %m [[1, 0]] : memref<4x4xf32> into memref<16xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.expand_shape' op collapsed dim size (4) must equal reassociation group size (3)}}
  %0 = memref.expand_shape %m [[0, 1], [2]] output_shape [2, 2, 3] : memref<4x4xf32> into memref<2x2x3xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.expand_shape' op invalid output shape provided at pos 1}}
  %0 = memref.expand_shape %m [[0, 1], [2]] output_shape [2, %n, 4] : memref<4x4xf32> into memref<2x2x4xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.transpose' op expected a permutation map}}
  %0 = memref.transpose %m (i, j) -> (i, i) : memref<4x4xf32> to memref<4x4xf32>
  return
}

// -----

func.func @a(%m: memref<4x4xf32>, %n: index) {
  // expected-error@+1 {{'memref.transpose' op result type 'memref<4x4xf32>' is not equivalent to the canonical transposed input type 'memref<4x4xf32, strided<[1, 4]>>'}}
  %0 = memref.transpose %m (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32>
  return
}

// -----

func.func @a(%m: memref<16xi8>, %n: index) {
  // expected-error@+1 {{'memref.view' op incorrect number of dynamic sizes, has 1, expected 0}}
  %0 = memref.view %m[%n][%n] : memref<16xi8> to memref<4xf32>
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index) {
  // expected-error@+1 {{'memref.view' op operand #0 must be 1D memref of 8-bit signless integer values, but got 'memref<16xi32>'}}
  %0 = memref.view %m[%n][] : memref<16xi32> to memref<4xf32>
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{'memref.atomic_rmw' op with kind 'addf' expects a floating-point type}}
  %0 = memref.atomic_rmw addf %f, %m[%n] : (i32, memref<16xi32>) -> i32
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{'memref.atomic_rmw' op expects the number of subscripts to be equal to memref rank}}
  %0 = memref.atomic_rmw addi %f, %m[%n, %n] : (i32, memref<16xi32>) -> i32
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{'memref.prefetch' op attribute 'localityHint' failed to satisfy constraint: 32-bit signless integer attribute whose minimum value is 0 whose maximum value is 3}}
  memref.prefetch %m[%n], read, locality<7>, data : memref<16xi32>
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{'memref.assume_alignment' op alignment must be power of 2}}
  %0 = memref.assume_alignment %m, 3 : memref<16xi32>
  return
}

// -----

func.func @a(%m: memref<16xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{'memref.memory_space_cast' op operand type 'memref<16xi32>' and result type 'memref<17xi32, 1>' are cast incompatible}}
  %0 = memref.memory_space_cast %m : memref<16xi32> to memref<17xi32, 1>
  return
}

// -----

func.func @a(%m: memref<?xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{missing dimension operand for result type 'memref<?xi32>'}}
  %0 = memref.realloc %m : memref<?xi32> to memref<?xi32>
  return
}

// -----

func.func @a(%f: f32) {
  %0 = memref.alloca_scope -> (i32) {
    // expected-error@+1 {{'memref.alloca_scope.return' op does not return the types of its scope's results}}
    memref.alloca_scope.return %f : f32
  }
  return
}

// -----

// Elements of a buffer without dimensions are one.
func.func @b(%m: memref<f32>, %n: memref<1x2xf32>) {
  // expected-error@+1 {{rank 0 memrefs can only be extended/collapsed with/from ones}}
  %0 = memref.expand_shape %m [] output_shape [1, 2] : memref<f32> into memref<1x2xf32>
  // expected-error@+1 {{rank 0 memrefs can only be extended/collapsed with/from ones}}
  %1 = memref.collapse_shape %n [] : memref<1x2xf32> into memref<f32>
  return
}

// -----

// A layout that no strides describe is nothing to turn.
func.func @c(%m: memref<4x4xf32, affine_map<(d0, d1) -> (d0 * 4 + d1 mod 2)>>) {
  // expected-error@+1 {{expected a source with strides}}
  %0 = memref.transpose %m (i, j) -> (j, i) : memref<4x4xf32, affine_map<(d0, d1) -> (d0 * 4 + d1 mod 2)>> to memref<4x4xf32>
  return
}

// -----

// A shape of as many numbers as the result has dimensions; no layouts.
func.func @d(%m: memref<*xf32>, %s: memref<2xi32>, %n: memref<?xi32>, %l: memref<4xf32, strided<[2]>>, %one: memref<1xi32>) {
  // expected-error@+1 {{element types of source and destination memref types should be the same}}
  %0 = memref.reshape %m(%s) : (memref<*xf32>, memref<2xi32>) -> memref<?x?xi32>
  // expected-error@+1 {{cannot use shape operand with dynamic length to reshape to statically-ranked memref type}}
  %1 = memref.reshape %m(%n) : (memref<*xf32>, memref<?xi32>) -> memref<?x?xf32>
  // expected-error@+1 {{length of shape operand differs from the result's memref rank}}
  %2 = memref.reshape %m(%one) : (memref<*xf32>, memref<1xi32>) -> memref<?x?xf32>
  // expected-error@+1 {{source memref type should have identity affine map}}
  %3 = memref.reshape %l(%s) : (memref<4xf32, strided<[2]>>, memref<2xi32>) -> memref<2x2xf32>
  %4 = memref.reshape %m(%s) : (memref<*xf32>, memref<2xi32>) -> memref<?x?xf32>
  %5 = memref.reshape %m(%n) : (memref<*xf32>, memref<?xi32>) -> memref<*xf32>
  return
}

// -----

// What does not fit of a part is said.
func.func @e(%m: memref<8x16x4xf32>) {
  // expected-error@+1 {{(mismatch of result sizes)}}
  %0 = memref.subview %m[0, 0, 0] [8, 16, 4] [1, 1, 1] : memref<8x16x4xf32> to memref<16x4xf32>
  // expected-error@+1 {{(mismatch of result layout)}}
  %1 = memref.subview %m[0, 0, 0] [8, 1, 4] [1, 1, 1] : memref<8x16x4xf32> to memref<8x4xf32>
  // expected-error@+1 {{expected result element type to be 'f32'}}
  %2 = memref.subview %m[0, 0, 0] [8, 16, 4] [1, 1, 1] : memref<8x16x4xf32> to memref<8x16x4xi32>
  return
}

// -----

// An operation that is wrong is not told that it ends no block, too.
func.func @f(%a: i32) {
  // expected-error@+1 {{operand #0 must be floating-point-like}}
  %0 = "arith.negf"(%a) : (i32) -> i32
}

// -----

func.func @g(%a: i32) {
  // expected-error@+1 {{block with no terminator, has 'arith.addi'}}
  %0 = arith.addi %a, %a : i32
}

// -----

// A group of no dimensions has no stride to compare.
func.func @h(%m: memref<4x5xf32, strided<[10, 1]>>) {
  // expected-error@+1 {{invalid source layout map or collapsing non-contiguous dims}}
  %0 = memref.collapse_shape %m [[], [0, 1]] : memref<4x5xf32, strided<[10, 1]>> into memref<1x20xf32, strided<[1, 1]>>
  return
}

// -----

// Nothing is seen in front of its beginning, or in a negative number.
func.func @i(%m: memref<4xf32>) {
  // expected-error@+1 {{expected sizes to be non-negative, but got -5}}
  %0 = memref.reinterpret_cast %m to offset: [0], sizes: [-5], strides: [1] : memref<4xf32> to memref<?xf32>
  // expected-error@+1 {{expected offsets to be non-negative, but got -3}}
  %1 = memref.reinterpret_cast %m to offset: [-3], sizes: [2], strides: [1] : memref<4xf32> to memref<2xf32, strided<[1], offset: ?>>
  return
}
