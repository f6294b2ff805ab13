// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --wsp-infer-deps %s | FileCheck %s

// Where the last accesses are too many to tell, a task waits for all the earlier ones.
// CHECK-COUNT-6: wsp.task {{.*}}depends
module {
  wsp.workload @eliminate(%a: inout memref<32x32xf32>) {
    %lo = arith.constant 0 : index
    %c32 = arith.constant 32 : index
    %c1 = arith.constant 1 : index
    %cst = arith.constant 2.500000e-01 : f32
    %cst_0 = arith.constant 0.00999999977 : f32
    scf.for %k = %lo to %c32 step %c1 {
      %0 = arith.addi %k, %c1 : index
      scf.for %i = %0 to %c32 step %c1 {
        %1 = memref.load %a[%i, %k] : memref<32x32xf32>
        %2 = arith.mulf %1, %cst : f32
        memref.store %2, %a[%i, %k] : memref<32x32xf32>
      } {wsp.iv = "i", wsp.tile = 8 : i64}
      scf.for %i = %0 to %c32 step %c1 {
        scf.for %j = %0 to %c32 step %c1 {
          %1 = memref.load %a[%c1, %k] : memref<32x32xf32>
          %2 = memref.load %a[%k, %j] : memref<32x32xf32>
          %3 = arith.mulf %1, %2 : f32
          %4 = arith.mulf %3, %cst_0 : f32
          %5 = memref.load %a[%i, %j] : memref<32x32xf32>
          %6 = arith.subf %5, %4 : f32
          memref.store %6, %a[%i, %j] : memref<32x32xf32>
        } {wsp.iv = "j", wsp.tile = 8 : i64}
      } {wsp.iv = "i", wsp.tile = 3 : i64}
    } {wsp.iv = "k"}
  }
}
