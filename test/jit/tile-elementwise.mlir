// RUN: ptowsp-run %s --pass-pipeline= --out t=%t.t.npy --out s=%t.s.npy
// RUN: cmp %t.t.npy %t.s.npy

// Elementwise instructions on tiles whose size is no multiple of a vector equal the scalar loops
// bit for bit: add, subtract, multiply, divide, maximum, minimum.
wsp.kernel @tiles(%x: in memref<5x37xf32>, %y: in memref<5x37xf32>, %t: out memref<5x37xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<5x37xf32> -> !pto.tile<5x37xf32, ub>
  %b = pto.tload %y : memref<5x37xf32> -> !pto.tile<5x37xf32, ub>
  %0 = pto.tadd %a, %b : !pto.tile<5x37xf32, ub>
  %1 = pto.tsub %a, %b : !pto.tile<5x37xf32, ub>
  %2 = pto.tmul %0, %1 : !pto.tile<5x37xf32, ub>
  %3 = pto.tdiv %2, %b : !pto.tile<5x37xf32, ub>
  %4 = pto.tmax %3, %a : !pto.tile<5x37xf32, ub>
  %5 = pto.tmin %4, %0 : !pto.tile<5x37xf32, ub>
  pto.tstore %5, %t : !pto.tile<5x37xf32, ub>, memref<5x37xf32>
}
wsp.kernel @loops(%x: in memref<5x37xf32>, %y: in memref<5x37xf32>, %s: out memref<5x37xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 5 : index
  %m = arith.constant 37 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %m step %c1 {
      %a = memref.load %x[%i, %j] : memref<5x37xf32>
      %b = memref.load %y[%i, %j] : memref<5x37xf32>
      %0 = arith.addf %a, %b : f32
      %1 = arith.subf %a, %b : f32
      %2 = arith.mulf %0, %1 : f32
      %3 = arith.divf %2, %b : f32
      %4 = arith.maxnumf %3, %a : f32
      %5 = arith.minnumf %4, %0 : f32
      memref.store %5, %s[%i, %j] : memref<5x37xf32>
    }
  }
}
wsp.workload @w(%x: in memref<5x37xf32>, %y: in memref<5x37xf32>, %t: out memref<5x37xf32>, %s: out memref<5x37xf32>) {
  wsp.task @tiles(%x, %y, %t) : memref<5x37xf32>, memref<5x37xf32>, memref<5x37xf32>
  wsp.task @loops(%x, %y, %s) : memref<5x37xf32>, memref<5x37xf32>, memref<5x37xf32>
}
