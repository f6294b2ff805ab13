// RUN: ptowsp-opt --wsp-raise-loops --verify-each %s | FileCheck %s

// As in C, a kernel may reach beyond the first extent of a parameter: through a view of its own.
// CHECK:      %[[A:.*]] = wsp.at %a[%{{.*}}] : memref<4xf32, strided<[1], offset: ?>> to memref<63xf32, strided<[1], offset: ?>>
// CHECK:      pto.tload %[[A]] : memref<63xf32, strided<[1], offset: ?>> -> !pto.tile<1x63xf32, ub>
wsp.kernel @copy(%a: in memref<4xf32, strided<[1], offset: ?>>, %b: out memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  scf.for %i = %c0 to %c63 step %c1 {
    %0 = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %0, %b[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
