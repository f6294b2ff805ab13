// RUN: ptowsp-opt --wsp-tile --canonicalize %s 2>&1 | FileCheck %s

// What a nest computes for its neighbours is computed by each of them, if that takes less time
// than its way through memory.
// CHECK: remark: 'T' of the nest before it is computed again where it is used
// CHECK-LABEL: wsp.workload @w
// CHECK-NOT: memref.alloc
// CHECK: arith.negf
// CHECK: arith.negf
// CHECK: memref.store %{{.*}}, %B
// CHECK-NOT: %T
wsp.workload @w(%A: in memref<65536xf32>, %B: out memref<65536xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c65535 = arith.constant 65535 : index
  %c65536 = arith.constant 65536 : index
  %T = memref.alloc() {wsp.name = "T"} : memref<65536xf32>
  scf.for %i = %c0 to %c65536 step %c1 {
    %0 = memref.load %A[%i] : memref<65536xf32>
    %1 = arith.negf %0 : f32
    memref.store %1, %T[%i] : memref<65536xf32>
  } {wsp.iv = "i"}
  scf.for %i = %c0 to %c65535 step %c1 {
    %n = arith.addi %i, %c1 : index
    %0 = memref.load %T[%i] : memref<65536xf32>
    %1 = memref.load %T[%n] : memref<65536xf32>
    %2 = arith.addf %0, %1 : f32
    memref.store %2, %B[%i] : memref<65536xf32>
  } {wsp.iv = "i"}
}
