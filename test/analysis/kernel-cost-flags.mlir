// RUN: ptowsp-run %s --pass-pipeline= --no-data | FileCheck %s

// A flag holds its pipe until the other one has come to it, and a barrier of all pipes holds all:
// without them the second load starts at once, with them after the store.
// CHECK: free {{.*}} [[#FREE:]]{{$}}
// CHECK: flag {{.*}} [[#FLAG:]]{{$}}
// CHECK: barrier {{.*}} [[#FLAG]]{{$}}
wsp.kernel @free(%x: in memref<64x64xf32>, %y: out memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  pto.tstore %a, %y : !pto.tile<64x64xf32, ub>, memref<64x64xf32>
  %b = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
}
wsp.kernel @flag(%x: in memref<64x64xf32>, %y: out memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  pto.tstore %a, %y : !pto.tile<64x64xf32, ub>, memref<64x64xf32>
  pto.set_flag MTE3 -> MTE2 event 0
  pto.wait_flag MTE3 -> MTE2 event 0
  %b = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
}
wsp.kernel @barrier(%x: in memref<64x64xf32>, %y: out memref<64x64xf32>) attributes {core = "aiv"} {
  %a = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
  pto.tstore %a, %y : !pto.tile<64x64xf32, ub>, memref<64x64xf32>
  pto.pipe_barrier ALL
  %b = pto.tload %x : memref<64x64xf32> -> !pto.tile<64x64xf32, ub>
}
wsp.workload @w(%x: in memref<64x64xf32>, %y: out memref<64x64xf32>) {
  wsp.task @free(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
  wsp.task @flag(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
  wsp.task @barrier(%x, %y) : memref<64x64xf32>, memref<64x64xf32>
}
