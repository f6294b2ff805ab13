// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// A footprint is the box of the parameter that the body touches; directions come from the body.
// CHECK-LABEL: wsp.kernel @k
// CHECK-SAME: (%a: in memref<8x64xf32, {{.*}}>, %b: out memref<{{.*}}>, %c: inout memref<{{.*}}>, %n: value i32)
// CHECK-SAME: footprints = [{offsets = array<i64: 1, 0>, sizes = array<i64: 4, 16>}, {offsets = array<i64: 0>, sizes = array<i64: 16>}, {offsets = array<i64: 2>, sizes = array<i64: 1>}, unit]
wsp.kernel @k(%a: memref<8x64xf32, strided<[64, 1], offset: ?>>, %b: memref<64xf32, strided<[1], offset: ?>>, %c: memref<8xf32, strided<[1], offset: ?>>, %n: value i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %z = arith.constant 0.0 : f32
  scf.for %j = %c0 to %c16 step %c1 {
    memref.store %z, %b[%j] : memref<64xf32, strided<[1], offset: ?>>
    scf.for %i = %c1 to %c5 step %c1 {
      %0 = memref.load %a[%i, %j] : memref<8x64xf32, strided<[64, 1], offset: ?>>
      %1 = memref.load %b[%j] : memref<64xf32, strided<[1], offset: ?>>
      %2 = arith.addf %0, %1 : f32
      memref.store %2, %b[%j] : memref<64xf32, strided<[1], offset: ?>>
    }
  }
  %3 = memref.load %c[%c2] : memref<8xf32, strided<[1], offset: ?>>
  memref.store %3, %c[%c2] : memref<8xf32, strided<[1], offset: ?>>
}
