// A product that is summed up more often than 64 bits count is none of the cube's; nothing overflows.
// RUN: ptowsp-opt %s --wsp-raise-loops 2>&1 | FileCheck %s
// CHECK: core = "aiv"
wsp.kernel @k(%a: in memref<16x16xf32>, %b: in memref<16x16xf32>, %c: inout memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %many = arith.constant 4611686018427387904 : index
  scf.for %s = %c0 to %many step %c1 {
    scf.for %t = %c0 to %many step %c1 {
      scf.for %i = %c0 to %c16 step %c1 {
        scf.for %j = %c0 to %c16 step %c1 {
          scf.for %k = %c0 to %c16 step %c1 {
            %0 = memref.load %a[%i, %k] : memref<16x16xf32>
            %1 = memref.load %b[%k, %j] : memref<16x16xf32>
            %2 = arith.mulf %0, %1 : f32
            %3 = memref.load %c[%i, %j] : memref<16x16xf32>
            %4 = arith.addf %3, %2 : f32
            memref.store %4, %c[%i, %j] : memref<16x16xf32>
          }
        }
      }
    }
  }
}
