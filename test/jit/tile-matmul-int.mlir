// RUN: ptowsp-run %s --pass-pipeline= --out t=%t.t.npy --out s=%t.s.npy
// RUN: cmp %t.t.npy %t.s.npy

// Products of bytes are summed in i32.
wsp.kernel @tiles(%x: in memref<4x9xi8>, %y: in memref<9x18xi8>, %t: out memref<4x18xi32>) attributes {core = "aic"} {
  %a = pto.tload %x : memref<4x9xi8> -> !pto.tile<4x9xi8, l1>
  %b = pto.tload %y : memref<9x18xi8> -> !pto.tile<9x18xi8, l1>
  %0 = pto.tmov %a : !pto.tile<4x9xi8, l1> -> !pto.tile<4x9xi8, l0a>
  %1 = pto.tmov %b : !pto.tile<9x18xi8, l1> -> !pto.tile<9x18xi8, l0b>
  %2 = pto.tmatmul %0, %1 : !pto.tile<4x9xi8, l0a>, !pto.tile<9x18xi8, l0b> -> !pto.tile<4x18xi32, l0c>
  pto.tstore %2, %t : !pto.tile<4x18xi32, l0c>, memref<4x18xi32>
}
wsp.kernel @loops(%x: in memref<4x9xi8>, %y: in memref<9x18xi8>, %s: out memref<4x18xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 18 : index
  %m = arith.constant 4 : index
  %k = arith.constant 9 : index
  %zero = arith.constant 0 : i32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %sum = scf.for %l = %c0 to %k step %c1 iter_args(%c = %zero) -> (i32) {
        %a0 = memref.load %x[%i, %l] : memref<4x9xi8>
        %b0 = memref.load %y[%l, %j] : memref<9x18xi8>
        %a = arith.extsi %a0 : i8 to i32
        %b = arith.extsi %b0 : i8 to i32
        %p = arith.muli %a, %b : i32
        %d = arith.addi %c, %p : i32
        scf.yield %d : i32
      }
      memref.store %sum, %s[%i, %j] : memref<4x18xi32>
    }
  }
}
wsp.workload @w(%x: in memref<4x9xi8>, %y: in memref<9x18xi8>, %t: out memref<4x18xi32>, %s: out memref<4x18xi32>) {
  wsp.task @tiles(%x, %y, %t) : memref<4x9xi8>, memref<9x18xi8>, memref<4x18xi32>
  wsp.task @loops(%x, %y, %s) : memref<4x9xi8>, memref<9x18xi8>, memref<4x18xi32>
}
