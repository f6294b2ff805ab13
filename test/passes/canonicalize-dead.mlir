// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// A loop that runs no iteration goes, and with it what only it used.
// CHECK-LABEL: func.func @zero_trip
// CHECK-NEXT:    return
func.func @zero_trip(%m: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %v = arith.constant 1.0 : f32
  scf.for %i = %c1 to %c0 step %c1 {
    memref.store %v, %m[%i] : memref<8xf32>
  }
  return
}

// Pure and reading operations without uses go, in whole chains.
// CHECK-LABEL: func.func @chain
// CHECK-NEXT:    return
func.func @chain(%m: memref<8xf32>, %i: index) {
  %0 = memref.load %m[%i] : memref<8xf32>
  %1 = arith.addf %0, %0 : f32
  %2 = math.exp %1 : f32
  return
}
