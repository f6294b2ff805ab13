// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// What is rectified already stays; a product of one factor is that; a scale of 1 is none.
// CHECK-LABEL: wsp.kernel @identities
// CHECK:         %[[X:.*]] = pto.tload
// CHECK-NEXT:    %[[S:.*]] = pto.tadd %[[X]], %[[X]]
// CHECK-NEXT:    %[[D:.*]] = pto.tsubrelu %[[S]], %[[X]]
// CHECK-NEXT:    pto.tstore %[[D]], %{{.*}}
// CHECK-NOT:     pto.trowprod
wsp.kernel @identities(%x: in memref<4x16xf32>, %c: in memref<4x1xf32>, %y: out memref<4x16xf32>, %z: out memref<4x1xf32>) {
  %one = arith.constant 1.0 : f32
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.taxpy %0, %0, %one : !pto.tile<4x16xf32, ub>
  %2 = pto.tsubrelu %1, %0 : !pto.tile<4x16xf32, ub>
  %3 = pto.trelu %2 : !pto.tile<4x16xf32, ub>
  pto.tstore %3, %y : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
  %4 = pto.tload %c : memref<4x1xf32> -> !pto.tile<4x1xf32, ub>
  %5 = pto.trowprod %4 : !pto.tile<4x1xf32, ub> -> !pto.tile<4x1xf32, ub>
  pto.tstore %5, %z : !pto.tile<4x1xf32, ub>, memref<4x1xf32>
}

// A line of one element has its extreme there.
// CHECK-LABEL: wsp.kernel @places
// CHECK:         %[[R:.*]] = pto.texpands %{{.*}} : i32 -> !pto.tile<1x4xi32, ub>
// CHECK:         %[[C:.*]] = pto.treshape %[[R]] : !pto.tile<1x4xi32, ub> -> !pto.tile<4x1xi32, ub>
// CHECK:         pto.tstore %[[C]]
wsp.kernel @places(%c: in memref<4x1xf32>, %z: out memref<4x1xi32>) {
  %0 = pto.tload %c : memref<4x1xf32> -> !pto.tile<4x1xf32, ub>
  %1 = pto.trowargmin %0 : !pto.tile<4x1xf32, ub> -> !pto.tile<4x1xi32, ub>
  pto.tstore %1, %z : !pto.tile<4x1xi32, ub>, memref<4x1xi32>
}

// Another scale, and more than one column, stay as they are.
// CHECK-LABEL: wsp.kernel @others
// CHECK:         pto.taxpy
// CHECK:         pto.tcolargmax
wsp.kernel @others(%x: in memref<4x16xf32>, %z: out memref<1x16xi32>) {
  %two = arith.constant 2.0 : f32
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.taxpy %0, %0, %two : !pto.tile<4x16xf32, ub>
  %2 = pto.tcolargmax %1 : !pto.tile<4x16xf32, ub> -> !pto.tile<1x16xi32, ub>
  pto.tstore %2, %z : !pto.tile<1x16xi32, ub>, memref<1x16xi32>
}
