// RUN: ptowsp-run %s --pass-pipeline= --out t=%t.t.npy --out s=%t.s.npy
// RUN: cmp %t.t.npy %t.s.npy

// Every element is summed with k ascending, however rows and columns are blocked: shapes that are no
// multiple of a block equal the scalar loops bit for bit.
wsp.kernel @tiles(%x: in memref<7x5xf32>, %y: in memref<5x93xf32>, %t: out memref<7x93xf32>) attributes {core = "aic"} {
  %a = pto.tload %x : memref<7x5xf32> -> !pto.tile<7x5xf32, l1>
  %b = pto.tload %y : memref<5x93xf32> -> !pto.tile<5x93xf32, l1>
  %0 = pto.tmov %a : !pto.tile<7x5xf32, l1> -> !pto.tile<7x5xf32, l0a>
  %1 = pto.tmov %b : !pto.tile<5x93xf32, l1> -> !pto.tile<5x93xf32, l0b>
  %2 = pto.tmatmul %0, %1 : !pto.tile<7x5xf32, l0a>, !pto.tile<5x93xf32, l0b> -> !pto.tile<7x93xf32, l0c>
  pto.tstore %2, %t : !pto.tile<7x93xf32, l0c>, memref<7x93xf32>
}
wsp.kernel @loops(%x: in memref<7x5xf32>, %y: in memref<5x93xf32>, %s: out memref<7x93xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 93 : index
  %m = arith.constant 7 : index
  %k = arith.constant 5 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %sum = scf.for %l = %c0 to %k step %c1 iter_args(%c = %zero) -> (f32) {
        %a = memref.load %x[%i, %l] : memref<7x5xf32>
        %b = memref.load %y[%l, %j] : memref<5x93xf32>
        %p = arith.mulf %a, %b : f32
        %d = arith.addf %c, %p : f32
        scf.yield %d : f32
      }
      memref.store %sum, %s[%i, %j] : memref<7x93xf32>
    }
  }
}
wsp.workload @w(%x: in memref<7x5xf32>, %y: in memref<5x93xf32>, %t: out memref<7x93xf32>, %s: out memref<7x93xf32>) {
  wsp.task @tiles(%x, %y, %t) : memref<7x5xf32>, memref<5x93xf32>, memref<7x93xf32>
  wsp.task @loops(%x, %y, %s) : memref<7x5xf32>, memref<5x93xf32>, memref<7x93xf32>
}
