// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --verify-diagnostics %s | FileCheck %s

// A dimension with a subscript from memory is passed whole.
// CHECK-LABEL: wsp.kernel @gather_0(%x: in memref<8xi64, {{.*}}>, %A: in memref<64xf32, {{.*}}>, %B: out memref<8xf32, {{.*}}>)
// CHECK: %[[AT:.*]] = arith.index_cast
// CHECK: memref.load %A[%[[AT]]]
// CHECK-LABEL: wsp.workload @gather
// CHECK: wsp.at %A[%c0
wsp.workload @gather(%x: in memref<32xi64>, %A: in memref<64xf32>, %B: out memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  scf.for %i = %c0 to %c32 step %c1 {
    %0 = memref.load %x[%i] : memref<32xi64>
    %1 = arith.index_cast %0 : i64 to index
    %2 = memref.load %A[%1] : memref<64xf32>
    memref.store %2, %B[%i] : memref<32xf32>
  } {wsp.iv = "i", wsp.tile = 8 : i64}
}
