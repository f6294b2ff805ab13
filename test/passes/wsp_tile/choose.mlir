// RUN: ptowsp-opt --wsp-tile --canonicalize --verify-diagnostics %s | FileCheck %s

// Loops without annotation that carry no dependence are cut so that no core has more than one, and none too little,
// and rows are whole where tiles would share lines of memory otherwise.
// CHECK-LABEL: wsp.workload @w
// CHECK: scf.for %[[T:.*]] = %c0 to %c960 step %c80 {
// CHECK-NEXT: %[[END:.*]] = arith.addi %[[T]], %c80
// CHECK-NEXT: scf.for %{{.*}} = %[[T]] to %[[END]]
// CHECK-NEXT: scf.for %{{.*}} = %c0 to %c100
// CHECK: wsp.tile_loop
wsp.workload @w(%A: in memref<960x100xf32>, %B: out memref<960x100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %c960 = arith.constant 960 : index
  // expected-remark@+1 {{tiles chosen: 'i' by 80, 'j' whole: 12 tasks}}
  scf.for %i = %c0 to %c960 step %c1 {
    scf.for %j = %c0 to %c100 step %c1 {
      %0 = memref.load %A[%i, %j] : memref<960x100xf32>
      %1 = arith.addf %0, %0 : f32
      memref.store %1, %B[%i, %j] : memref<960x100xf32>
    } {wsp.iv = "j"}
  } {wsp.iv = "i"}
}
