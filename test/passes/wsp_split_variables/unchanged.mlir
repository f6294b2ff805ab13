// Variables whose value goes from one iteration to the next, or out of the loop, or which no value
// is read from, stay what they are.
// RUN: ptowsp-opt %s > %t
// RUN: ptowsp-opt --wsp-split-variables %s | diff %t -
wsp.kernel @carried(%p: value i1, %x: memref<8xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %sum = memref.alloc() {wsp.name = "sum"} : memref<f32>
  %last = memref.alloc() {wsp.name = "last"} : memref<f32>
  %maybe = memref.alloc() {wsp.name = "maybe"} : memref<f32>
  %unread = memref.alloc() {wsp.name = "unread"} : memref<f32>
  memref.store %zero, %unread[] : memref<f32>
  memref.store %zero, %sum[] : memref<f32>
  memref.store %zero, %maybe[] : memref<f32>
  scf.for %i = %c0 to %c8 step %c1 {
    %a = memref.load %sum[] : memref<f32>
    %b = memref.load %x[%i] : memref<8xf32, strided<[1], offset: ?>>
    %c = arith.addf %a, %b : f32
    memref.store %c, %sum[] : memref<f32>
    memref.store %b, %last[] : memref<f32>
    scf.if %p {
      memref.store %b, %maybe[] : memref<f32>
    }
    %d = memref.load %maybe[] : memref<f32>
    memref.store %d, %x[%i] : memref<8xf32, strided<[1], offset: ?>>
  }
  %e = memref.load %sum[] : memref<f32>
  %f = memref.load %last[] : memref<f32>
  %g = arith.addf %e, %f : f32
  memref.store %g, %x[%c0] : memref<8xf32, strided<[1], offset: ?>>
}
