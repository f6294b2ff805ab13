// RUN: ptowsp-run %s --pass-pipeline= --out t=%t.t.npy --out s=%t.s.npy
// RUN: cmp %t.t.npy %t.s.npy

// Products of halves are summed in f32.
wsp.kernel @tiles(%x: in memref<16x16xf16>, %y: in memref<16x16xf16>, %t: out memref<16x16xf32>) attributes {core = "aic"} {
  %a = pto.tload %x : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %b = pto.tload %y : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %0 = pto.tmov %a : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0a>
  %1 = pto.tmov %b : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0b>
  %2 = pto.tmatmul %0, %1 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf32, l0c>
  pto.tstore %2, %t : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
wsp.kernel @loops(%x: in memref<16x16xf16>, %y: in memref<16x16xf16>, %s: out memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %m = arith.constant 16 : index
  %k = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %sum = scf.for %l = %c0 to %k step %c1 iter_args(%c = %zero) -> (f32) {
        %a0 = memref.load %x[%i, %l] : memref<16x16xf16>
        %b0 = memref.load %y[%l, %j] : memref<16x16xf16>
        %a = arith.extf %a0 : f16 to f32
        %b = arith.extf %b0 : f16 to f32
        %p = arith.mulf %a, %b : f32
        %d = arith.addf %c, %p : f32
        scf.yield %d : f32
      }
      memref.store %sum, %s[%i, %j] : memref<16x16xf32>
    }
  }
}
wsp.workload @w(%x: in memref<16x16xf16>, %y: in memref<16x16xf16>, %t: out memref<16x16xf32>, %s: out memref<16x16xf32>) {
  wsp.task @tiles(%x, %y, %t) : memref<16x16xf16>, memref<16x16xf16>, memref<16x16xf32>
  wsp.task @loops(%x, %y, %s) : memref<16x16xf16>, memref<16x16xf16>, memref<16x16xf32>
}
