// RUN: ptowsp-opt --wsp-split-variables --split-input-file %s | FileCheck %s

// A variable at the top that each iteration sets before it reads it is one of the iteration, and
// one for each nest.
// CHECK-LABEL: wsp.kernel @nests
// CHECK-NOT: memref.alloc
// CHECK: scf.for %arg0
// CHECK-NEXT: [[A:%.*]] = memref.alloc() {wsp.name = "s"}
// CHECK-NEXT: memref.store %cst, [[A]][]
// CHECK: memref.load [[A]][]
// CHECK: scf.for %arg0
// CHECK-NEXT: [[B:%.*]] = memref.alloc() {wsp.name = "s"}
// CHECK: memref.store %cst, [[B]][]
wsp.kernel @nests(%x: memref<8x8xf32, strided<[8, 1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloc() {wsp.name = "s"} : memref<f32>
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %zero, %s[] : memref<f32>
    scf.for %j = %c0 to %c8 step %c1 {
      %a = memref.load %s[] : memref<f32>
      %b = memref.load %x[%i, %j] : memref<8x8xf32, strided<[8, 1], offset: ?>>
      %c = arith.addf %a, %b : f32
      memref.store %c, %s[] : memref<f32>
    }
    %d = memref.load %s[] : memref<f32>
    memref.store %d, %x[%i, %c0] : memref<8x8xf32, strided<[8, 1], offset: ?>>
  }
  scf.for %i = %c0 to %c8 step %c1 {
    memref.store %zero, %s[] : memref<f32>
    scf.for %j = %c0 to %c8 step %c1 {
      %a = memref.load %s[] : memref<f32>
      memref.store %a, %x[%i, %j] : memref<8x8xf32, strided<[8, 1], offset: ?>>
      %c = arith.addf %a, %a : f32
      memref.store %c, %s[] : memref<f32>
    }
  }
}

// -----

// What is stored once is that value; what is stored over unread goes.
// CHECK-LABEL: wsp.kernel @values
// CHECK-NOT: memref.alloc
// CHECK: [[A:%.*]] = memref.load %x[%c0]
// CHECK-NEXT: [[B:%.*]] = arith.mulf [[A]], [[A]]
// CHECK-NEXT: memref.store [[B]], %x[%c0]
// CHECK-NEXT: }
wsp.kernel @values(%x: memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %s = memref.alloc() {wsp.name = "s"} : memref<f32>
  %a = memref.load %x[%c0] : memref<8xf32, strided<[1], offset: ?>>
  memref.store %a, %s[] : memref<f32>
  %b = memref.load %s[] : memref<f32>
  %c = arith.mulf %b, %b : f32
  memref.store %c, %s[] : memref<f32>
  %d = memref.load %s[] : memref<f32>
  memref.store %d, %x[%c0] : memref<8xf32, strided<[1], offset: ?>>
  memref.store %b, %s[] : memref<f32>
}

// -----

// Both branches set it: each has a variable of its own.
// CHECK-LABEL: wsp.kernel @branches
// CHECK-NOT: memref.alloc
// CHECK: scf.if %p {
// CHECK-NEXT: memref.store %cst, %x
// CHECK: } else {
// CHECK-NEXT: [[A:%.*]] = memref.alloc
// CHECK: scf.for
// CHECK: memref.load [[A]][]
wsp.kernel @branches(%p: value i1, %x: memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloc() : memref<f32>
  scf.if %p {
    memref.store %zero, %s[] : memref<f32>
    %a = memref.load %s[] : memref<f32>
    memref.store %a, %x[%c0] : memref<8xf32, strided<[1], offset: ?>>
  } else {
    memref.store %zero, %s[] : memref<f32>
    scf.for %i = %c0 to %c8 step %c1 {
      %a = memref.load %s[] : memref<f32>
      %b = arith.addf %a, %a : f32
      memref.store %b, %s[] : memref<f32>
    }
    %c = memref.load %s[] : memref<f32>
    memref.store %c, %x[%c0] : memref<8xf32, strided<[1], offset: ?>>
  }
}
