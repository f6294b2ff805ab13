// RUN: split-file %s %t
// RUN: %python %src/test/data/Inputs/npy.py %t/x.npy f4 3x70 1 2 nan -0.0 inf
// RUN: %python %src/test/data/Inputs/npy.py %t/y.npy f4 3x70 2 1 nan 0.0 inf
// RUN: %python %src/test/data/Inputs/npy.py %t/n.npy i4 6x70 -1 5 3
// RUN: %python %src/test/data/Inputs/npy.py %t/ne.npy f4 3x70 1 2 nan 0.0 inf
// RUN: %python %src/test/data/Inputs/npy.py %t/le.npy f4 3x70 1 9 9 -0.0 inf
// RUN: ptowsp-run %t/floats.mlir --pass-pipeline= --in x=%t/x.npy --in y=%t/y.npy --expect ne=%t/ne.npy --expect le=%t/le.npy | FileCheck %s
// RUN: %python %src/test/data/Inputs/npy.py %t/o.npy i4 6x70 -1 0 0
// RUN: ptowsp-run %t/ints.mlir --pass-pipeline= --in n=%t/n.npy --expect o=%t/o.npy | FileCheck %s --check-prefix=INTS

// Only "ne" holds with a NaN, and zeros are equal; rows whose bits end within a byte.
// CHECK: expect ne: ok
// CHECK: expect le: ok

// Integers compare as signed numbers; masks are combined as bits.
// INTS: expect o: ok

//--- floats.mlir
wsp.kernel @k(%x: in memref<3x70xf32>, %y: in memref<3x70xf32>, %ne: out memref<3x70xf32>, %le: out memref<3x70xf32>) attributes {core = "aiv"} {
  %c9 = arith.constant 9.0 : f32
  %a = pto.tload %x : memref<3x70xf32> -> !pto.tile<3x70xf32, ub>
  %b = pto.tload %y : memref<3x70xf32> -> !pto.tile<3x70xf32, ub>
  %0 = pto.tcmp ne, %a, %b : !pto.tile<3x70xf32, ub> -> !pto.tile<3x70xi1, ub>
  %1 = pto.tsel %0, %a, %b : !pto.tile<3x70xi1, ub>, !pto.tile<3x70xf32, ub>
  pto.tstore %1, %ne : !pto.tile<3x70xf32, ub>, memref<3x70xf32>
  %2 = pto.tcmp le, %a, %b : !pto.tile<3x70xf32, ub> -> !pto.tile<3x70xi1, ub>
  %3 = pto.tsels %2, %a, %c9 : !pto.tile<3x70xi1, ub>, !pto.tile<3x70xf32, ub>
  pto.tstore %3, %le : !pto.tile<3x70xf32, ub>, memref<3x70xf32>
}
wsp.workload @w(%x: in memref<3x70xf32>, %y: in memref<3x70xf32>, %ne: out memref<3x70xf32>, %le: out memref<3x70xf32>) {
  wsp.task @k(%x, %y, %ne, %le) : memref<3x70xf32>, memref<3x70xf32>, memref<3x70xf32>, memref<3x70xf32>
}
//--- ints.mlir
wsp.kernel @k(%n: in memref<6x70xi32>, %o: out memref<6x70xi32>) attributes {core = "aiv"} {
  %c0 = arith.constant 0 : i32
  %c3 = arith.constant 3 : i32
  %a = pto.tload %n : memref<6x70xi32> -> !pto.tile<6x70xi32, ub>
  %0 = pto.tcmps lt, %a, %c3 : !pto.tile<6x70xi32, ub> -> !pto.tile<6x70xi1, ub>
  %1 = pto.tcmps eq, %a, %c0 : !pto.tile<6x70xi32, ub> -> !pto.tile<6x70xi1, ub>
  %2 = pto.tnot %1 : !pto.tile<6x70xi1, ub>
  %3 = pto.tand %0, %2 : !pto.tile<6x70xi1, ub>
  %4 = pto.tsels %3, %a, %c0 : !pto.tile<6x70xi1, ub>, !pto.tile<6x70xi32, ub>
  pto.tstore %4, %o : !pto.tile<6x70xi32, ub>, memref<6x70xi32>
}
wsp.workload @w(%n: in memref<6x70xi32>, %o: out memref<6x70xi32>) {
  wsp.task @k(%n, %o) : memref<6x70xi32>, memref<6x70xi32>
}
