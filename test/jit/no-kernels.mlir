// RUN: ptowsp-run %s | FileCheck %s

// A workload whose loops are empty has no tasks, and runs.
// CHECK: task window      0 of
wsp.workload @nothing(%a: inout memref<8xf32>) {
  %c4 = arith.constant 4 : index
  %c1 = arith.constant 1 : index
  %x = arith.constant 1.0 : f32
  scf.for %i = %c4 to %c4 step %c1 {
    memref.store %x, %a[%i] : memref<8xf32>
  }
}
