// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// Loops that share a name, or have none, are numbered; an integer parameter keeps its name.
// CHECK-LABEL: wsp.workload @w
// CHECK: depends = ["WAW B: [n] -> { T0[i0, i1, k] -> T0[i0, i1, -1 + k] : k > 0;
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
wsp.workload @w(%A: in memref<4xf32>, %B: out memref<4xf32>, %n: value i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %m = arith.index_cast %n : i32 to index
  scf.for %i = %c0 to %c2 step %c1 {
    scf.for %j = %c0 to %c2 step %c1 {
      scf.for %k = %c0 to %m step %c1 {
        %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
        %b = wsp.at %B[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
        wsp.task @copy(%a, %b) : memref<4xf32, strided<[1], offset: ?>>, memref<4xf32, strided<[1], offset: ?>>
      } {wsp.iv = "k"}
    } {wsp.iv = "i"}
  } {wsp.iv = "i"}
}
