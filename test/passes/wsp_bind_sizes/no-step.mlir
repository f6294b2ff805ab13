// RUN: ptowsp-opt --verify-each --pass-pipeline='wsp-bind-sizes{sizes=n=0}' %s | FileCheck %s

wsp.kernel @k(%a: memref<8xf32>) {
}

// A step of nothing is undefined: loops whose step it turns out to be never run.
// CHECK-LABEL: wsp.workload @w
// CHECK:         %[[ONE:.*]] = arith.constant 1 : index
// CHECK-NEXT:    scf.for %{{.*}} = %[[L:.*]] to %[[L]] step %[[ONE]]
wsp.workload @w(%a: memref<8xf32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %step = arith.index_cast %n : i32 to index
  scf.for %i = %c0 to %c8 step %step {
    wsp.task @k(%a) : memref<8xf32>
  }
}
