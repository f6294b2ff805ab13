// RUN: ptowsp-opt --wsp-infer-deps %s 2>&1 | FileCheck %s

// A diagonal is not its box, though each subscript runs through all of it.
// CHECK: remark: what this kernel touches of 'd' is not exactly a box
// CHECK-LABEL: wsp.kernel @diagonal
// CHECK-SAME: footprints = [{offsets = array<i64: 0, 0>, sizes = array<i64: 4, 4>}]
wsp.kernel @diagonal(%d: memref<4x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c4 step %c1 {
    memref.store %z, %d[%i, %i] : memref<4x4xf32>
  }
}

// A loop that counts down through a subscript fills its box.
// CHECK-LABEL: wsp.kernel @backwards(%b: out
// CHECK-SAME: footprints = [{offsets = array<i64: 4>, sizes = array<i64: 4>}]
wsp.kernel @backwards(%b: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c4 step %c1 {
    %j = arith.subi %c7, %i : index
    memref.store %z, %b[%j] : memref<8xf32>
  }
}

// A read behind a write that stands under a condition may find what was there before.
// CHECK-LABEL: wsp.kernel @sometimes(%x: inout
wsp.kernel @sometimes(%x: memref<8xf32>, %c: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    scf.if %c {
      memref.store %z, %x[%i] : memref<8xf32>
    }
    %0 = memref.load %x[%i] : memref<8xf32>
    memref.store %0, %x[%i] : memref<8xf32>
  }
}

// A read of the next element is not behind the write of this one.
// CHECK-LABEL: wsp.kernel @next(%x: inout
wsp.kernel @next(%x: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c4 step %c1 {
    %j = arith.addi %i, %c1 : index
    memref.store %z, %x[%i] : memref<8xf32>
    %0 = memref.load %x[%j] : memref<8xf32>
    memref.store %0, %x[%i] : memref<8xf32>
  }
}
