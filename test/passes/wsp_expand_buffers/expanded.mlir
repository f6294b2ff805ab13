// RUN: ptowsp-opt --wsp-expand-buffers --split-input-file %s | FileCheck %s

// Each iteration of two loops gets a slot of whole lines, numbered from 0 whatever the bounds and steps.
// CHECK-LABEL: wsp.workload @nest
// CHECK:         %[[T:.*]] = memref.alloc() {wsp.name = "t"} : memref<2x4x16xf32>
// CHECK-NEXT:    scf.for %[[I:.*]] = %{{.*}} to
// CHECK-NEXT:      scf.for %[[J:.*]] = %{{.*}} to
// CHECK:             %[[D:.*]] = arith.subi %[[J]], %{{.*}} : index
// CHECK:             %[[S:.*]] = arith.divsi %[[D]], %{{.*}} : index
// CHECK:             wsp.at %[[T]][%[[I]], %[[S]], %{{.*}}] : memref<2x4x16xf32> to memref<8xf32, strided<[1], offset: ?>>
wsp.kernel @k(%a: out memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.workload @nest() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  scf.for %i = %c0 to %c2 step %c1 {
    scf.for %j = %c1 to %c12 step %c4 {
      %v = arith.constant 3 : index
    }
    scf.for %j = %c4 to %c12 step %c2 {
      %t = memref.alloc() {wsp.name = "t"} : memref<8xf32>
      %v = wsp.at %t[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
      wsp.task @k(%v) : memref<8xf32, strided<[1], offset: ?>>
    }
  }
}

// -----

// A loop without constant bounds keeps it; those inside do not.
// CHECK-LABEL: wsp.workload @open
// CHECK:         scf.for %{{.*}} = %{{.*}} to %n
// CHECK-NEXT:      memref.alloc() : memref<4x16xf32>
wsp.kernel @k(%a: out memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.workload @open(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c4 step %c1 {
      %t = memref.alloc() : memref<8xf32>
      %v = wsp.at %t[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
      wsp.task @k(%v) : memref<8xf32, strided<[1], offset: ?>>
    }
  }
}
