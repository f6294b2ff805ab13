// RUN: ptowsp-opt --pass-pipeline='wsp-raise-loops' %s | FileCheck %s
// RUN: ptowsp-run %s --out A=%t.npy && od -An -v -td4 -w16 %t.npy | tail -n 3 | FileCheck %s --check-prefix=DATA

// A quotient of counted numbers, rounded down, is that of their float, half a unit away from where
// it changes; negative ones are moved up by whole turns.
// CHECK-LABEL: wsp.kernel @quotients(
// CHECK: %[[X:.*]] = pto.tci
// CHECK-NEXT: %[[F:.*]] = pto.tcvt %[[X]]
// CHECK: %[[UP:.*]] = pto.tadds %[[F]]
// CHECK: %[[Q:.*]] = pto.tmuls %[[UP]]
// CHECK-NEXT: %[[T:.*]] = pto.tcvt %[[Q]]
// CHECK: %[[R:.*]] = pto.tadds %[[T]]
// CHECK-NEXT: pto.tstore %[[R]]
// DATA: -2 {{ *}}-2 {{ *}}-2 {{ *}}-1
// DATA-NEXT: -1 {{ *}}-1 {{ *}}0 {{ *}}0
// DATA-NEXT: 0 {{ *}}1 {{ *}}1 {{ *}}1
!v = memref<12xi32, strided<[1], offset: ?>>
wsp.kernel @quotients(%a: !v) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c12 = arith.constant 12 : index
  scf.for %i = %c0 to %c12 step %c1 {
    %0 = arith.subi %i, %c6 : index
    %1 = arith.floordivsi %0, %c3 : index
    %2 = arith.index_cast %1 : index to i32
    memref.store %2, %a[%i] : !v
  }
}
wsp.workload @w(%A: memref<12xi32>) {
  %c0 = arith.constant 0 : index
  %0 = wsp.at %A[%c0] : memref<12xi32> to !v
  wsp.task @quotients(%0) : !v
}
