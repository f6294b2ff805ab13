// RUN: ptowsp-opt --verify-diagnostics --split-input-file %s

// What stands at an optional operand stands there once, and buffers are moved without a layout.
func.func @realloc(%m: memref<?xf32>, %s: memref<8xf32, strided<[2]>>, %n: index) {
  // expected-error@+1 {{'memref.realloc' op operand group starting at #1 requires 0 or 1 element, but found 2}}
  %0 = "memref.realloc"(%m, %n, %n) : (memref<?xf32>, index, index) -> memref<?xf32>
  // expected-error@+1 {{'memref.realloc' op unsupported layout for source memref type 'memref<8xf32, strided<[2]>>'}}
  %1 = memref.realloc %s : memref<8xf32, strided<[2]>> to memref<16xf32>
  return
}

// -----

func.func @scaling(%x: f16, %s: f8E8M0FNU) {
  // expected-error@+1 {{'arith.scaling_extf' op operand type 'f16' and result type 'f16' are cast incompatible}}
  %0 = arith.scaling_extf %x, %s : f16, f8E8M0FNU to f16
  // expected-error@+1 {{'arith.scaling_truncf' op operand type 'f16' and result type 'f32' are cast incompatible}}
  %1 = arith.scaling_truncf %x, %s : f16, f8E8M0FNU to f32
  return
}

// -----

func.func @metadata(%m: memref<4xf32, 3>) {
  // expected-error@+1 {{'memref.extract_strided_metadata' op the base buffer must be 'memref<f32, 3>', but is 'memref<f32>'}}
  %0:4 = "memref.extract_strided_metadata"(%m) : (memref<4xf32, 3>) -> (memref<f32>, index, index, index)
  return
}

// -----

func.func @scope() {
  // expected-error@+1 {{'memref.alloca_scope' op region should have no arguments}}
  "memref.alloca_scope"() ({
  ^bb0(%x: f32):
    memref.alloca_scope.return
  }) : () -> ()
  return
}

// -----

func.func @threads(%n: index) {
  scf.forall (%i) in (%n) {
    // expected-error@+1 {{'scf.forall.in_parallel' op expected only ParallelCombiningOpInterface ops}}
    scf.forall.in_parallel {
      %c = arith.constant 0 : index
    }
  }
  return
}

// -----

// Without operands no group has any, said or not; powers are of indices too.
func.func @sound(%i: index) -> index {
  %0 = "memref.alloca"() : () -> memref<4xf32>
  %1 = math.ipowi %i, %i : index
  return %1 : index
}

// -----

// expected-error@+1 {{custom op 'linalg.fill' is unknown: operations of dialect 'linalg' are read in generic form alone}}
linalg.fill
