// RUN: ptowsp-opt --wsp-tile --verify-diagnostics %s | FileCheck %s

// A loop whose sum is used on the way stays in order.
// CHECK-NOT: partial
wsp.workload @w(%A: in memref<100xf32>, %S: inout memref<1xf32>, %B: out memref<100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  // expected-remark@+1 {{not split in spite of wsp_reassociate: the loop does not sum up into elements that it uses for nothing else}}
  scf.for %i = %c0 to %c100 step %c1 {
    %0 = memref.load %S[%c0] : memref<1xf32>
    %1 = memref.load %A[%i] : memref<100xf32>
    %2 = arith.addf %0, %1 : f32
    memref.store %2, %S[%c0] : memref<1xf32>
    memref.store %2, %B[%i] : memref<100xf32>
  } {wsp.iv = "i", wsp.reassociate, wsp.tile = 40 : i64}
}
