// RUN: ptowsp-run %s --pass-pipeline= --no-data | FileCheck %s

// Scalar code costs an operation a cycle and two for each turn of a loop; the bounds of a
// triangular loop are followed: 10 * 2 + 45 * (2 + 2), and 1 for an inner loop without a turn.
// CHECK: square {{.*}} 420
// CHECK: triangle {{.*}} 201
// CHECK: none {{.*}} 1{{$}}

// So are bounds that are computed by shifts, quotients and masks: 4 * 2 + (1 + 2 + 4 + 8) * (2 + 2) and 3 more a turn.
// CHECK: doubled {{.*}} 80
wsp.kernel @square(%x: inout memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  scf.for %i = %c0 to %c10 step %c1 {
    scf.for %j = %c0 to %c10 step %c1 {
      %a = memref.load %x[%j] : memref<10xf32>
      memref.store %a, %x[%i] : memref<10xf32>
    }
  }
}
wsp.kernel @triangle(%x: inout memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  scf.for %i = %c0 to %c10 step %c1 {
    scf.for %j = %c0 to %i step %c1 {
      %a = memref.load %x[%j] : memref<10xf32>
      memref.store %a, %x[%i] : memref<10xf32>
    }
  }
}
wsp.kernel @none(%x: inout memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c0 step %c1 {
    %a = memref.load %x[%i] : memref<10xf32>
  }
}
wsp.kernel @doubled(%x: inout memref<10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %s = arith.remsi %i, %c4 : index
    %t = arith.andi %s, %c3 : index
    %n = arith.shli %c1, %t : index
    scf.for %j = %c0 to %n step %c1 {
      %a = memref.load %x[%j] : memref<10xf32>
      memref.store %a, %x[%c8] : memref<10xf32>
    }
  }
}
wsp.workload @w(%x: inout memref<10xf32>) {
  wsp.task @square(%x) : memref<10xf32>
  wsp.task @triangle(%x) : memref<10xf32>
  wsp.task @none(%x) : memref<10xf32>
  wsp.task @doubled(%x) : memref<10xf32>
}
