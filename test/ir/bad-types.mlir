// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// expected-error@+1 {{expected non-function type}}
"foo.op"() : () -> (i32x)

// -----

// expected-error@+1 {{integer bitwidth is limited to 16777215 bits}}
"foo.op"() : () -> (i99999999)

// -----

// expected-error@+1 {{invalid dimension}}
"foo.op"() : () -> (memref<99999999999999999999xi32>)

// -----

// expected-error@+1 {{expected 'x' in dimension list}}
"foo.op"() : () -> (memref<4>)

// -----

// expected-error@+1 {{expected the number of strides to match the rank}}
"foo.op"() : () -> (memref<4xf32, strided<[1, 1]>>)

// -----

// expected-error@+1 {{invalid memref element type}}
"foo.op"() : () -> (memref<4xtuple<>>)

// -----

// expected-error@+1 {{an unranked memref has no layout}}
"foo.op"() : () -> (memref<*xf32, strided<[1]>>)

// -----

// expected-error@+1 {{vector types must have positive constant sizes}}
"foo.op"() : () -> (vector<0xf32>)

// -----

// expected-error@+1 {{missing ']' closing scalable dimension}}
"foo.op"() : () -> (vector<[4xf32>)

// -----

// expected-error@+1 {{a tile has two positive extents, as in 64x64xf32}}
"foo.op"() : () -> (!pto.tile<64xf32, ub>)

// -----

// expected-error@+1 {{expected a memory: ub, l1, l0a, l0b or l0c}}
"foo.op"() : () -> (!pto.tile<4x4xf32, l3>)

// -----

// expected-error@+1 {{invalid element type for complex}}
"foo.op"() : () -> (complex<index>)

// -----

// expected-error@+1 {{a shape may have 2^40 elements at most}}
"test.op"() : () -> memref<1048576x0x1048577xf32>

// -----

// expected-error@+1 {{a shape may have 2^40 elements at most}}
"test.op"() : () -> !pto.tile<9223372036854775807x4xf32, ub>

// -----

// expected-error@+1 {{expected an integer or float element type of up to 64 bits}}
"test.op"() : () -> !pto.tile<4x4xi512, ub>
