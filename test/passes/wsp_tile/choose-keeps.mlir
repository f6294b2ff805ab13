// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s | FileCheck %s

// What carries a dependence stays one task, and so does what is less than a task's overhead.
// CHECK-NOT: wsp.tile_loop
wsp.workload @w(%A: inout memref<4096xf32>, %B: out memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c4096 = arith.constant 4096 : index
  %z = arith.constant 0.0 : f32
  // expected-remark@+1 {{one task: 'i' carries a dependence on 'A'}}
  scf.for %i = %c1 to %c4096 step %c1 {
    %p = arith.subi %i, %c1 : index
    %0 = memref.load %A[%p] : memref<4096xf32>
    memref.store %0, %A[%i] : memref<4096xf32>
  } {wsp.iv = "i"}
  // expected-remark@+1 {{more tasks would cost more than they save}}
  scf.for %i = %c0 to %c16 step %c1 {
    memref.store %z, %B[%i] : memref<16xf32>
  } {wsp.iv = "i"}
}
