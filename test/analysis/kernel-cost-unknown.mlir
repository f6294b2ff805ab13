// RUN: ptowsp-run %s --no-data --pass-pipeline= | FileCheck %s

// A loop that runs as often as data says is taken to run as often as the longest dimension: 12
// turns of 1 + 2; or as the one that its variable is a subscript of, perhaps moved: 3 turns of 2 + 2.
// The property `cycles` needs no estimate.
// CHECK: data {{.*}} 38 (estimated){{$}}
// CHECK: rows {{.*}} 13 (estimated){{$}}
// CHECK: told {{.*}} 77{{$}}
wsp.kernel @data(%n: in memref<1xindex>, %x: inout memref<3x12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %upper = memref.load %n[%c0] : memref<1xindex>
  scf.for %i = %c0 to %upper step %c1 {
    %a = memref.load %x[%c0, %i] : memref<3x12xf32>
  }
  %last = arith.addi %upper, %c1 : index
}
wsp.kernel @rows(%n: in memref<1xindex>, %x: inout memref<3x12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %upper = memref.load %n[%c0] : memref<1xindex>
  scf.for %i = %c0 to %upper step %c1 {
    %next = arith.addi %i, %upper : index
    %a = memref.load %x[%next, %c0] : memref<3x12xf32>
  }
}
wsp.kernel @told(%n: in memref<1xindex>) attributes {cycles = 77 : i64} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %upper = memref.load %n[%c0] : memref<1xindex>
  scf.for %i = %c0 to %upper step %c1 {
  }
}
wsp.workload @w(%n: in memref<1xindex>, %x: inout memref<3x12xf32>) {
  wsp.task @data(%n, %x) : memref<1xindex>, memref<3x12xf32>
  wsp.task @rows(%n, %x) : memref<1xindex>, memref<3x12xf32>
  wsp.task @told(%n) : memref<1xindex>
}
