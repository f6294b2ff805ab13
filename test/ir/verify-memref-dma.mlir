// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @start(%m: memref<4xi32>, %i: index, %n: i32) {
  // expected-error@below {{expected source indices to be of index type}}
  "memref.dma_start"(%m, %n, %m, %i, %i, %m, %i) : (memref<4xi32>, i32, memref<4xi32>, index, index, memref<4xi32>, index) -> ()
  // expected-error@below {{incorrect number of operands}}
  "memref.dma_start"(%m, %i, %m, %i, %i, %m, %i, %i) : (memref<4xi32>, index, memref<4xi32>, index, index, memref<4xi32>, index, index) -> ()
  // expected-error@below {{expected tagIndices to have the same number of elements as the tagMemRef rank, expected 1, but got 0}}
  memref.dma_wait %m[], %i : memref<4xi32>
  return
}

// -----

func.func @distinct(%m: memref<4xi32>) {
  // expected-error@below {{operand types and result types must match}}
  %0 = "memref.distinct_objects"(%m) : (memref<4xi32>) -> memref<5xi32>
  // expected-error@below {{must be the last operation in the parent block}}
  ub.unreachable
  return
}
