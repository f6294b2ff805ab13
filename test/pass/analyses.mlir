// What a pass has worked out is kept for the next, until one that does not keep it has run.
// RUN: ptowsp-opt %s --pass-pipeline='wsp-infer-deps,wsp-assign-dispatch{policy=round_robin n=2},wsp-infer-deps' --statistics -o %t 2>&1 | FileCheck %s
// CHECK:      wsp-infer-deps
// CHECK:        accesses: 1 worked out, 0 reused, 0 dropped
// CHECK-NEXT:   footprints: 1 worked out, 2 reused, 0 dropped
// CHECK:      wsp-assign-dispatch
// CHECK-NEXT:   accesses: 0 worked out, 0 reused, 1 dropped
// CHECK:      wsp-infer-deps
// CHECK:        accesses: 1 worked out, 0 reused, 0 dropped
// CHECK-NEXT:   footprints: 0 worked out, 3 reused, 0 dropped

// A pass that changes something drops what it does not keep, and one that changes nothing does not.
// RUN: ptowsp-opt %s --pass-pipeline='wsp-infer-deps,cse,wsp-infer-deps,cse,wsp-infer-deps' --statistics -o %t 2>&1 | FileCheck %s --check-prefix=CHANGE
// CHANGE:      cse
// CHANGE-NEXT:   1 operations merged
// CHANGE-NEXT:   1 dead operations erased
// CHANGE:        accesses: 0 worked out, 0 reused, 1 dropped
// CHANGE-NEXT:   footprints: 0 worked out, 0 reused, 1 dropped
// CHANGE:      wsp-infer-deps
// CHANGE:        footprints: 1 worked out, 2 reused, 0 dropped
// CHANGE:      cse
// CHANGE-NEXT:   0 operations merged
// CHANGE-NEXT:   0 dead operations erased
// CHANGE-NEXT: wsp-infer-deps
// CHANGE:        accesses: 0 worked out, 1 reused, 0 dropped
// CHANGE-NEXT:   footprints: 0 worked out, 2 reused, 0 dropped

// On a function, a pass drops what is known of it and around it, and nothing of its neighbours.
// RUN: ptowsp-opt %s --pass-pipeline='wsp-infer-deps,wsp.workload(cse),wsp-infer-deps' --statistics -o %t 2>&1 | FileCheck %s --check-prefix=ANCHOR
// ANCHOR:      cse
// ANCHOR-NEXT:   1 operations merged
// ANCHOR-NEXT:   1 dead operations erased
// ANCHOR-NEXT:   accesses: 0 worked out, 0 reused, 1 dropped
// ANCHOR:      wsp-infer-deps
// ANCHOR:        accesses: 1 worked out, 0 reused, 0 dropped
// ANCHOR-NEXT:   footprints: 0 worked out, 3 reused, 0 dropped

// RUN: ptowsp-opt %s --wsp-infer-deps --timing=json -o %t 2>&1 | FileCheck %s --check-prefix=JSON
// JSON: {"name": "footprints", "ms": {{[0-9.]+}}, "worked_out": 1, "reused": 2, "dropped": 0}

wsp.kernel @k(%a: memref<4xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %x = memref.load %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
  memref.store %x, %a[%c0] : memref<4xf32, strided<[1], offset: ?>>
}
wsp.workload @w(%A: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c0_0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  %b = wsp.at %A[%c0_0] : memref<4xf32> to memref<4xf32, strided<[1], offset: ?>>
  wsp.task @k(%a) : memref<4xf32, strided<[1], offset: ?>>
}
