// RUN: ptowsp-opt --wsp-bind-sizes --split-input-file --verify-diagnostics %s
// RUN: %exits 1 ptowsp-opt --split-input-file --pass-pipeline='wsp-bind-sizes{sizes=n=0}' %s 2>&1 | FileCheck %s --check-prefix=NOTHING
// RUN: %exits 2 ptowsp-opt --split-input-file --pass-pipeline='wsp-bind-sizes{sizes=m=1,n}' %s 2>&1 | FileCheck %s --check-prefix=TEXT

// Without a value nothing follows: the size that is missing is named.
// NOTHING: error: extent 0 of 'A' is 0 with these sizes; it must be at least 1
// TEXT: <pass-pipeline>:1:22: error: option 'sizes' of pass 'wsp-bind-sizes' takes NAME=integer,…, not 'm=1,n'
// expected-error@+1 {{the extents of 'A' depend on 'n': give --size n=N}}
wsp.workload @w(%n: value i32, %A: memref<?xf32>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0)>]} {
}

// -----

// Nothing says what the extents are.
// expected-error@+1 {{extent 0 of 'A' cannot be computed}}
wsp.workload @w(%n: value i32, %A: memref<?xf32>) {
}

// -----

// A size that takes too many values has no kernel.
wsp.kernel @k(%n: value i32, %a: memref<?xf32, strided<[1], offset: ?>>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0)>]} {
}
wsp.workload @w(%A: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.for %i = %c1 to %c40 step %c1 {
    %n = arith.index_cast %i : index to i32
    %v = wsp.at %A[%c0] : memref<8xf32> to memref<?xf32, strided<[1], offset: ?>>
    // expected-error@+1 {{the extents of kernel 'k' depend on 'n', which is not one of 16 numbers here; pass a size of the workload or a constant}}
    wsp.task @k(%n, %v) : i32, memref<?xf32, strided<[1], offset: ?>>
  }
}

// -----

// Rows of another length than the parameter's.
wsp.kernel @k(%n: value i32, %a: memref<4x?xf32, strided<[?, 1], offset: ?>>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (4, s0)>]} {
}
wsp.workload @w(%A: memref<8x6xf32>) {
  %c0 = arith.constant 0 : index
  %n = arith.constant 4 : i32
  // expected-error@+1 {{'A' has rows of 6 elements, the parameter 'a' of kernel 'k' rows of 4}}
  %v = wsp.at %A[%c0, %c0] : memref<8x6xf32> to memref<4x?xf32, strided<[?, 1], offset: ?>>
  wsp.task @k(%n, %v) : i32, memref<4x?xf32, strided<[?, 1], offset: ?>>
}

// -----

// A local array grows with a loop.
wsp.workload @w(%A: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c1 to %c8 step %c1 {
    // expected-error@+1 {{extent 0 of 't' is not known: it may depend on sizes, not on loop variables or data; declare the array as large as it gets}}
    %t = memref.alloc(%i) {wsp.name = "t"} : memref<?xf32>
  }
}
