// RUN: ptowsp-opt --wsp-outline-tasks --canonicalize %s | FileCheck %s

// Scalars of a kernel of the user's are packed into an array, with a part for each iteration.
// CHECK: wsp.kernel @k_pack(%x0: value f32, %x1: value f32, %packed: out memref<2xf32
// CHECK: wsp.kernel @k(%a: inout {{.*}}, %packed: memref<2xf32
// CHECK-DAG: memref.load %packed[%c0]
// CHECK-DAG: memref.load %packed[%c1]
// CHECK: memref.alloc() {wsp.name = "packed"} : memref<4x2xf32>
// CHECK: scf.for %[[I:.*]] = %c0
// CHECK: wsp.at %packed[%{{.*}}, %c0] : memref<4x2xf32> to memref<2xf32
wsp.kernel @k(%a: inout memref<8xf32, strided<[1], offset: ?>>, %x0: value f32, %x1: value f32, %x2: value f32, %x3: value f32, %x4: value f32, %x5: value f32, %x6: value f32, %x7: value f32, %x8: value f32, %x9: value f32, %x10: value f32, %x11: value f32, %x12: value f32, %x13: value f32, %x14: value f32, %x15: value f32) {
  %c0 = arith.constant 0 : index
  %s = arith.addf %x0, %x1 : f32
  memref.store %s, %a[%c0] : memref<8xf32, strided<[1], offset: ?>>
}
wsp.workload @w(%A: inout memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant 1.0 : f32
  scf.for %i = %c0 to %c32 step %c8 {
    %v = wsp.at %A[%i] : memref<32xf32> to memref<8xf32, strided<[1], offset: ?>>
    wsp.task @k(%v, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z, %z) : memref<8xf32, strided<[1], offset: ?>>, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32
  }
}
