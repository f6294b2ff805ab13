// RUN: ptowsp-opt --pto-plan-memory --pto-insert-sync %s | FileCheck %s

// What the scalar unit writes is waited for as any pipe's work is.
// CHECK-LABEL: wsp.kernel @count
// CHECK: pto.tci {{.*}} {addr = 0 : i64}
// CHECK-NEXT: pto.set_flag S -> V event 0
// CHECK-NEXT: pto.wait_flag S -> V event 0
// CHECK-NEXT: pto.tadds
// CHECK-NEXT: pto.set_flag V -> MTE3 event 0
wsp.kernel @count(%y: out memref<1x8xi32>, %s: value i32) {
  %0 = pto.tci %s : i32 -> !pto.tile<1x8xi32, ub>
  %1 = pto.tadds %0, %s : !pto.tile<1x8xi32, ub>
  pto.tstore %1, %y : !pto.tile<1x8xi32, ub>, memref<1x8xi32>
}
