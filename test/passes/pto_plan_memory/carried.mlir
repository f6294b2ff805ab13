// RUN: ptowsp-opt --pto-plan-memory %s | FileCheck %s
// RUN: ptowsp-opt --pto-plan-memory --pto-plan-memory --pto-insert-sync --verify-each %s | FileCheck %s

// What a loop carries has one place: the next tile is made there if the old one is read no more,
// else copied. The first is copied too, if others read it.
// CHECK-LABEL: wsp.kernel @carried
// CHECK: %[[X:.*]] = pto.tload %x {addr = 0 : i64}
// CHECK: %[[ONE:.*]] = pto.texp %[[X]] {addr = 32 : i64}
// CHECK: %[[FIRST:.*]] = pto.tmov %[[X]] {addr = 64 : i64}
// CHECK: %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %[[FIRST]], %[[B:.*]] = %[[ONE]])
// CHECK: %[[S:.*]] = pto.tadd %[[A]], %[[X]] {addr = 64 : i64}
// CHECK: %[[N:.*]] = pto.tmul %[[B]], %[[S]] {addr = 96 : i64}
// CHECK: pto.tmax %[[B]], %[[N]] {addr = 128 : i64}
// CHECK: %[[C:.*]] = pto.tmov %[[N]] {addr = 32 : i64}
// CHECK: scf.yield %[[S]], %[[C]]
// CHECK: pto.tadd %[[R]]#0, %[[R]]#1 {addr = 160 : i64}
wsp.kernel @carried(%x: in memref<1x8xf32>, %y: out memref<1x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %0 = pto.tload %x : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %1 = pto.texp %0 : !pto.tile<1x8xf32, ub>
  %2:2 = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %0, %b = %1) -> (!pto.tile<1x8xf32, ub>, !pto.tile<1x8xf32, ub>) {
    %4 = pto.tadd %a, %0 : !pto.tile<1x8xf32, ub>
    %5 = pto.tmul %b, %4 : !pto.tile<1x8xf32, ub>
    %6 = pto.tmax %b, %5 : !pto.tile<1x8xf32, ub>
    pto.tstore %6, %y : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
    scf.yield %4, %5 : !pto.tile<1x8xf32, ub>, !pto.tile<1x8xf32, ub>
  }
  %3 = pto.tadd %2#0, %2#1 : !pto.tile<1x8xf32, ub>
  pto.tstore %3, %y : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}

// Of tiles that change places one is saved first.
// CHECK-LABEL: wsp.kernel @turned
// CHECK: scf.for {{.*}} iter_args(%[[A:.*]] = %{{.*}}, %[[B:.*]] = %{{.*}}) ->
// CHECK-NEXT: %[[OLD:.*]] = pto.tmov %[[A]] {addr = 64 : i64}
// CHECK: pto.tmov %[[B]] {addr = 0 : i64}
// CHECK: pto.tmov %[[OLD]] {addr = 32 : i64}
wsp.kernel @turned(%x: in memref<1x8xf32>, %y: out memref<1x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %0 = pto.tload %x : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %1 = pto.tload %x : memref<1x8xf32> -> !pto.tile<1x8xf32, ub>
  %2:2 = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %0, %b = %1) -> (!pto.tile<1x8xf32, ub>, !pto.tile<1x8xf32, ub>) {
    scf.yield %b, %a : !pto.tile<1x8xf32, ub>, !pto.tile<1x8xf32, ub>
  }
  pto.tstore %2#0, %y : !pto.tile<1x8xf32, ub>, memref<1x8xf32>
}

// An accumulator is carried where it is; so is what an inner loop carries on.
// CHECK-LABEL: wsp.kernel @accumulated
// CHECK-NOT: pto.tmov {{.*}}l0c
// CHECK: pto.tmatmul {{.*}} {addr = 0 : i64}
// CHECK: pto.tmatmul_acc {{.*}} {addr = 0 : i64}
wsp.kernel @accumulated(%a: in memref<16x16xf32>, %c: out memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = pto.tload %a : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %1 = pto.tmov %0 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %2 = pto.tmov %0 : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0b>
  %3 = pto.tmatmul %1, %2 : !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
  %4 = scf.for %i = %c0 to %c4 step %c1 iter_args(%p = %3) -> (!pto.tile<16x16xf32, l0c>) {
    %5 = scf.for %j = %c0 to %c4 step %c1 iter_args(%q = %p) -> (!pto.tile<16x16xf32, l0c>) {
      %6 = pto.tmatmul_acc %q, %1, %2 : !pto.tile<16x16xf32, l0c>, !pto.tile<16x16xf32, l0a>, !pto.tile<16x16xf32, l0b>
      scf.yield %6 : !pto.tile<16x16xf32, l0c>
    }
    scf.yield %5 : !pto.tile<16x16xf32, l0c>
  }
  pto.tstore %4, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}
