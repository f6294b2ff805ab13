// REQUIRES: mlir-opt
// RUN: ptowsp-run %s --out B=%t.npy
// RUN: ptowsp-opt --print-generic %s -o %t.mlir
// RUN: mlir-opt --allow-unregistered-dialect -canonicalize --mlir-print-op-generic %t.mlir -o %t.casts
// RUN: FileCheck %s < %t.casts
// RUN: ptowsp-run %t.casts --expect B=%t.npy | FileCheck %s --check-prefix=RESULT

// MLIR gives an array the extent that it knows and casts it back for our operations: the program runs.
// CHECK: "memref.cast"(%{{.*}}) : (memref<8xf32>) -> memref<?xf32>
// RESULT: expect B: ok
wsp.kernel @k(%a: in memref<8xf32, strided<[1], offset: ?>>, %b: out memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %a[%c0] : memref<8xf32, strided<[1], offset: ?>>
  memref.store %0, %b[%c0] : memref<8xf32, strided<[1], offset: ?>>
}
wsp.workload @w(%A: in memref<8xf32>, %B: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %T = memref.alloc(%c8) {wsp.name = "T"} : memref<?xf32>
  %0 = wsp.at %A[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  %1 = wsp.at %T[%c0] : memref<?xf32> to memref<8xf32, strided<[1], offset: ?>>
  %2 = wsp.at %B[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @k(%0, %1) : memref<8xf32, strided<[1], offset: ?>>, memref<8xf32, strided<[1], offset: ?>>
  wsp.task @k(%1, %2) : memref<8xf32, strided<[1], offset: ?>>, memref<8xf32, strided<[1], offset: ?>>
}
