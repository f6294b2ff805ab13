// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// To loops over unsigned numbers negative ones are large: this one runs, and where is not known.
// CHECK: wsp.kernel @large(%a: inout {{.*}}footprints = [{offsets = array<i64: 0>, sizes = array<i64: 64>}, unit]
wsp.kernel @large(%a: memref<64xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %end = arith.constant -1 : index
  scf.for unsigned %i = %c0 to %end step %c1 {
    %v = memref.load %a[%i] : memref<64xf32>
    memref.store %v, %a[%c1] : memref<64xf32>
  }
}

// This one does not run, and may be thought to.
// CHECK: wsp.kernel @none(%a: out {{.*}}footprints = [{offsets = array<i64: 1>, sizes = array<i64: 1>}, unit]
wsp.kernel @none(%a: memref<64xf32>, %x: f32) {
  %c1 = arith.constant 1 : index
  %first = arith.constant -8 : index
  scf.for unsigned %i = %first to %c1 step %c1 {
    memref.store %x, %a[%c1] : memref<64xf32>
  }
}

// Numbers of few bits are cut off: any element may be meant.
// CHECK: wsp.kernel @cut(%a: out {{.*}}footprints = [{offsets = array<i64: 0>, sizes = array<i64: 1024>}, unit]
wsp.kernel @cut(%a: memref<1024xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c300 = arith.constant 300 : index
  scf.for %i = %c0 to %c300 step %c1 {
    %byte = arith.index_cast %i : index to i8
    %at = arith.index_cast %byte : i8 to index
    memref.store %x, %a[%at] : memref<1024xf32>
  }
}
