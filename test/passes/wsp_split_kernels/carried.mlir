// RUN: ptowsp-opt --wsp-split-kernels %s | FileCheck %s

// A loop around a product whose iterations hand something on goes around no tasks.
// CHECK: wsp.kernel @k(
// CHECK: scf.for {{.*}} iter_args
// CHECK-NOT: wsp.kernel
wsp.kernel @k(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: inout memref<16x16xf32>, %d: out memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %r = scf.for %t = %c0 to %c4 step %c1 iter_args(%s = %f) -> (f32) {
    scf.for %i = %c0 to %n step %c1 {
      scf.for %j = %c0 to %n step %c1 {
        scf.for %k = %c0 to %n step %c1 {
          %x = memref.load %a[%i, %k] : memref<16x16xf32>
          %y = memref.load %b[%k, %j] : memref<16x16xf32>
          %z = memref.load %c[%i, %j] : memref<16x16xf32>
          %p = arith.mulf %x, %y : f32
          %q = arith.addf %z, %p : f32
          memref.store %q, %c[%i, %j] : memref<16x16xf32>
        }
      }
    }
    %u = arith.addf %s, %s : f32
    memref.store %s, %d[%t] : memref<4xf32>
    scf.yield %u : f32
  }
  memref.store %r, %d[%c0] : memref<4xf32>
}
wsp.workload @w(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: inout memref<16x16xf32>, %d: out memref<4xf32>) {
  wsp.task @k(%a, %b, %c, %d) : memref<16x16xf32>, memref<16x16xf32>, memref<16x16xf32>, memref<4xf32>
}
