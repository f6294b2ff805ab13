// RUN: ptowsp-opt --wsp-tile=size=10 --canonicalize %s | FileCheck %s --check-prefix=SIZE
// RUN: ptowsp-opt --wsp-tile=nests=keep %s | FileCheck %s --check-prefix=KEEP
// RUN: %exits 2 ptowsp-opt --wsp-tile=size=0 %s 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: %exits 2 ptowsp-opt --wsp-tile=nests=some %s 2>&1 | FileCheck %s --check-prefix=SOME

// The options say how large tiles are that nobody else gives a size, and whether there are any.
// SIZE: scf.for %{{.*}} = %c0 to %c40 step %c10
// SIZE: scf.for %{{.*}} = %c0 to %c10 step %c1
// KEEP-NOT: wsp.tile_loop
// ZERO: <pass-pipeline>:1:15: error: option 'size' of pass 'wsp-tile' takes an integer >= 1, not '0'
// SOME: some
wsp.workload @w(%A: out memref<40xf32>, %B: out memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c40 = arith.constant 40 : index
  %z = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c40 step %c1 {
    memref.store %z, %A[%i] : memref<40xf32>
  }
  scf.for %i = %c0 to %c10 step %c1 {
    memref.store %z, %B[%i] : memref<10xf32>
  }
}
