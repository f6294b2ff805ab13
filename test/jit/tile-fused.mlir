// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 2x3 1 -5 3 4 -2 0.5
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 2x3 2 3 -4 1 6 0.5
// RUN: %python %src/test/data/Inputs/npy.py %t.axpy.npy f4 2x3 5 1 -5 6 10 1.5
// RUN: %python %src/test/data/Inputs/npy.py %t.acc.npy f4 2x3 3 -20 -9 8 -14 0.75
// RUN: %python %src/test/data/Inputs/npy.py %t.sum.npy f4 2x3 4 -12 -16 5 -6 0.75
// RUN: %python %src/test/data/Inputs/npy.py %t.relu.npy f4 2x3 4 0 0 5 0 0.75
// RUN: %python %src/test/data/Inputs/npy.py %t.dif.npy f4 2x3 0 0 7 3 0 0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect axpy=%t.axpy.npy --expect acc=%t.acc.npy --expect sum=%t.sum.npy --expect relu=%t.relu.npy --expect dif=%t.dif.npy | FileCheck %s
// RUN: ptowsp-run %s --pass-pipeline=pto-expand-instructions --in x=%t.x.npy --in y=%t.y.npy --expect axpy=%t.axpy.npy --expect acc=%t.acc.npy --expect sum=%t.sum.npy --expect relu=%t.relu.npy --expect dif=%t.dif.npy | FileCheck %s

// Sums of products and rectified results in one instruction: as written, and as what it becomes.
// CHECK: expect axpy: ok
// CHECK: expect acc: ok
// CHECK: expect sum: ok
// CHECK: expect relu: ok
// CHECK: expect dif: ok
wsp.kernel @k(%x: in memref<2x3xf32>, %y: in memref<2x3xf32>, %axpy: out memref<2x3xf32>, %acc: out memref<2x3xf32>, %sum: out memref<2x3xf32>, %relu: out memref<2x3xf32>, %dif: out memref<2x3xf32>) attributes {core = "aiv"} {
  %two = arith.constant 2.0 : f32
  %0 = pto.tload %x : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %1 = pto.tload %y : memref<2x3xf32> -> !pto.tile<2x3xf32, ub>
  %2 = pto.taxpy %0, %1, %two : !pto.tile<2x3xf32, ub>
  pto.tstore %2, %axpy : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %3 = pto.tmuladddst %0, %0, %1 : !pto.tile<2x3xf32, ub>
  pto.tstore %3, %acc : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %4 = pto.tfusedmuladd %0, %1, %1 : !pto.tile<2x3xf32, ub>
  pto.tstore %4, %sum : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %5 = pto.tfusedmuladdrelu %0, %1, %1 : !pto.tile<2x3xf32, ub>
  pto.tstore %5, %relu : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
  %6 = pto.tsubrelu %0, %1 : !pto.tile<2x3xf32, ub>
  pto.tstore %6, %dif : !pto.tile<2x3xf32, ub>, memref<2x3xf32>
}
wsp.workload @w(%x: in memref<2x3xf32>, %y: in memref<2x3xf32>, %axpy: out memref<2x3xf32>, %acc: out memref<2x3xf32>, %sum: out memref<2x3xf32>, %relu: out memref<2x3xf32>, %dif: out memref<2x3xf32>) {
  wsp.task @k(%x, %y, %axpy, %acc, %sum, %relu, %dif) : memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>, memref<2x3xf32>
}
