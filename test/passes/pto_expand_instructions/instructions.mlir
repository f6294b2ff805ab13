// RUN: ptowsp-opt --pto-expand-instructions %s | FileCheck %s

// Several steps in one instruction are several instructions.
// CHECK-LABEL: wsp.kernel @steps
// CHECK:         %[[X:.*]] = pto.tload
// CHECK:         %[[P:.*]] = pto.tmuls %[[X]], %{{.*}}
// CHECK-NEXT:    %[[A:.*]] = pto.tadd %[[X]], %[[P]]
// CHECK-NEXT:    %[[Q:.*]] = pto.tmul %[[A]], %[[X]]
// CHECK-NEXT:    %[[B:.*]] = pto.tadd %[[Q]], %[[X]]
// CHECK-NEXT:    %[[R:.*]] = pto.trelu %[[B]]
// CHECK-NEXT:    pto.tstore %[[R]]
wsp.kernel @steps(%x: inout memref<4x16xf32>, %a: value f32) {
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.taxpy %0, %0, %a : !pto.tile<4x16xf32, ub>
  %2 = pto.tfusedmuladdrelu %1, %0, %0 : !pto.tile<4x16xf32, ub>
  pto.tstore %2, %x : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}

// The place of an extreme is the least number of an element that equals it.
// CHECK-LABEL: wsp.kernel @place
// CHECK:         %[[X:.*]] = pto.tload
// CHECK-NEXT:    %[[M:.*]] = pto.trowmax %[[X]]
// CHECK-NEXT:    %[[E:.*]] = pto.trowexpand %[[M]]
// CHECK:         %[[N:.*]] = pto.tcolexpand
// CHECK-NEXT:    %[[EQ:.*]] = pto.tcmp eq, %[[X]], %[[E]]
// CHECK:         pto.tsels %[[EQ]], %[[N]], %{{.*}}
// CHECK-NEXT:    pto.trowmin
wsp.kernel @place(%x: in memref<4x16xf32>, %z: out memref<4x1xi32>) {
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.trowargmax %0 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x1xi32, ub>
  pto.tstore %1, %z : !pto.tile<4x1xi32, ub>, memref<4x1xi32>
}

// What the named pto-isa has stays.
// CHECK-LABEL: wsp.kernel @others
// CHECK:         pto.tlrelu
wsp.kernel @others(%x: inout memref<4x16xf32>, %a: value f32) {
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tlrelu %0, %a : !pto.tile<4x16xf32, ub>
  pto.tstore %1, %x : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}
