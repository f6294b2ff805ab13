// RUN: ptowsp-run %s --pass-pipeline= --out s=%t.s.npy
// RUN: ptowsp-run %s --pass-pipeline= --expect t=%t.s.npy | FileCheck %s

// Functions of tiles are the scalar ones, e^x and log to a few last places: |x|, -x, max(x, 0), square
// root, reciprocals.
// CHECK: expect t: ok
wsp.kernel @tiles(%x: in memref<3x21xf32>, %t: out memref<3x21xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<3x21xf32> -> !pto.tile<3x21xf32, ub>
  %0 = pto.tabs %a : !pto.tile<3x21xf32, ub>
  %1 = pto.tsqrt %0 : !pto.tile<3x21xf32, ub>
  %2 = pto.texp %1 : !pto.tile<3x21xf32, ub>
  %3 = pto.trsqrt %2 : !pto.tile<3x21xf32, ub>
  %4 = pto.tlog %3 : !pto.tile<3x21xf32, ub>
  %5 = pto.tneg %4 : !pto.tile<3x21xf32, ub>
  %6 = pto.trelu %5 : !pto.tile<3x21xf32, ub>
  %7 = pto.trecip %6 : !pto.tile<3x21xf32, ub>
  pto.tstore %7, %t : !pto.tile<3x21xf32, ub>, memref<3x21xf32>
}
wsp.kernel @loops(%x: in memref<3x21xf32>, %s: out memref<3x21xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 3 : index
  %m = arith.constant 21 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %m step %c1 {
      %a = memref.load %x[%i, %j] : memref<3x21xf32>
      %0 = math.absf %a : f32
      %1 = math.sqrt %0 : f32
      %2 = math.exp %1 : f32
      %3 = math.rsqrt %2 : f32
      %4 = math.log %3 : f32
      %5 = arith.negf %4 : f32
      %6 = arith.maxnumf %5, %zero : f32
      %7 = arith.divf %one, %6 : f32
      memref.store %7, %s[%i, %j] : memref<3x21xf32>
    }
  }
}
wsp.workload @w(%x: in memref<3x21xf32>, %t: out memref<3x21xf32>, %s: out memref<3x21xf32>) {
  wsp.task @tiles(%x, %t) : memref<3x21xf32>, memref<3x21xf32>
  wsp.task @loops(%x, %s) : memref<3x21xf32>, memref<3x21xf32>
}
