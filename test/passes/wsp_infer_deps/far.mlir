// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A region that reaches farther than sizes can say ends where no array is.
// CHECK: footprints = [{offsets = array<i64: -2305843009213693952>, sizes = array<i64: 2305843009213693956>}]
wsp.kernel @far(%a: memref<4xf32, strided<[1], offset: ?>>) {
  %lower = arith.constant -9223372036854775808 : index
  %c4 = arith.constant 4 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %lower to %c4 step %c1 {
    %x = memref.load %a[%i] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %x, %a[%i] : memref<4xf32, strided<[1], offset: ?>>
  }
}
