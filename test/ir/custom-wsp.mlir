// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Kernels and workloads carry the user's names; wsp.return goes without saying.
module {
  wsp.kernel @k(%a: in memref<64x256xf32, strided<[256, 1], offset: ?>>, %out: inout memref<4xi8>, %b: memref<4xi8>, %alpha: value f32) attributes {core = "aic", wsp.unsigned = array<i64: 1>} {
  }
  wsp.kernel @bare() {
    wsp.return {tag}
  }
  wsp.workload @two(%A: in memref<256x256xf32>, %B: out memref<4xi8>, %n: value i32) dispatch {n = 4 : i64, policy = "round_robin"} task_window {mode = "stall", size = 8192 : i64} attributes {tag} {
    %c0 = arith.constant 0 : index
    %cst = arith.constant 1.000000e+00 : f32
    %tmp = memref.alloc() {wsp.name = "tmp"} : memref<4xi8>
    %0 = wsp.at %A[%c0, %c0] : memref<256x256xf32> to memref<64x256xf32, strided<[256, 1], offset: ?>>
    %1 = wsp.slot %B[%c0] {depends = ["RAW B: {}"]} : memref<4xi8>
    %ticket = wsp.ticket
    wsp.task @k(%0, %B, %tmp, %cst) scheduler(%ticket) {depends = ["RAW b: {}"], wsp.id = 0 : i64} : memref<64x256xf32, strided<[256, 1], offset: ?>>, memref<4xi8>, memref<4xi8>, f32
    wsp.task @bare()
  }
}
