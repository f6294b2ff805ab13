// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: memref<4x4xf32>, %i: index, %v: f32) {
  // expected-error@+1 {{incorrect number of indices for load, expected 2 but got 1}}
  %0 = memref.load %a[%i] : memref<4x4xf32>
  // expected-error@+1 {{incorrect number of indices for store, expected 2 but got 3}}
  memref.store %v, %a[%i, %i, %i] : memref<4x4xf32>
  // expected-error@+1 {{dimension operand count does not equal memref dynamic dimension count}}
  %1 = memref.alloc() : memref<?xf32>
  // expected-error@+1 {{are cast incompatible}}
  %2 = memref.cast %a : memref<4x4xf32> to memref<5x4xf32>
  // expected-error@+1 {{requires the same shape for all operands}}
  memref.copy %a, %1 : memref<4x4xf32> to memref<?xf32>
  return
}

// -----

func.func @f(%a: memref<4x4xf32>) {
  // expected-error@+1 {{expected result type to be 'memref<2x2xf32, strided<[4, 1], offset: 5>>' or a rank-reduced version}}
  %0 = memref.subview %a[1, 1] [2, 2] [1, 1] : memref<4x4xf32> to memref<2x2xf32>
  // expected-error@+1 {{expected 2 offsets values, got 1}}
  %1 = memref.subview %a[1] [2, 2] [1, 1] : memref<4x4xf32> to memref<2x2xf32>
  return
}
