// RUN: %python %src/test/data/Inputs/npy.py %t.x.npy f4 1x4 7 -7 7 -7
// RUN: %python %src/test/data/Inputs/npy.py %t.y.npy f4 1x4 3 3 -3 -3
// RUN: %python %src/test/data/Inputs/npy.py %t.rem.npy f4 1x4 1 2 -2 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.mod.npy f4 1x4 1 -1 1 -1
// RUN: %python %src/test/data/Inputs/npy.py %t.rems.npy f4 1x4 1 2 1 2
// RUN: %python %src/test/data/Inputs/npy.py %t.mods.npy f4 1x4 1 -1 1 -1
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.x.npy --in y=%t.y.npy --expect rem=%t.rem.npy --expect mod=%t.mod.npy --expect rems=%t.rems.npy --expect mods=%t.mods.npy | FileCheck %s

// What is left of a quotient that is rounded down, or cut.
// CHECK: expect rem: ok
// CHECK: expect mod: ok
// CHECK: expect rems: ok
// CHECK: expect mods: ok
wsp.kernel @k(%x: in memref<1x4xf32>, %y: in memref<1x4xf32>, %rem: out memref<1x4xf32>, %mod: out memref<1x4xf32>, %rems: out memref<1x4xf32>, %mods: out memref<1x4xf32>) attributes {core = "aiv"} {
  %three = arith.constant 3.0 : f32
  %0 = pto.tload %x : memref<1x4xf32> -> !pto.tile<1x4xf32, ub>
  %1 = pto.tload %y : memref<1x4xf32> -> !pto.tile<1x4xf32, ub>
  %2 = pto.trem %0, %1 : !pto.tile<1x4xf32, ub>
  pto.tstore %2, %rem : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
  %3 = pto.tfmod %0, %1 : !pto.tile<1x4xf32, ub>
  pto.tstore %3, %mod : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
  %4 = pto.trems %0, %three : !pto.tile<1x4xf32, ub>
  pto.tstore %4, %rems : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
  %5 = pto.tfmods %0, %three : !pto.tile<1x4xf32, ub>
  pto.tstore %5, %mods : !pto.tile<1x4xf32, ub>, memref<1x4xf32>
}
wsp.workload @w(%x: in memref<1x4xf32>, %y: in memref<1x4xf32>, %rem: out memref<1x4xf32>, %mod: out memref<1x4xf32>, %rems: out memref<1x4xf32>, %mods: out memref<1x4xf32>) {
  wsp.task @k(%x, %y, %rem, %mod, %rems, %mods) : memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32>
}
