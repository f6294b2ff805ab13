// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

// An iteration waits for the one before it, which runs if it runs itself, whatever the bounds are;
// under a condition on data, for all of them.
// CHECK-LABEL: wsp.workload @rows
// CHECK: depends = ["WAW s: { T0[i] -> T0[-1 + i] }"]
// CHECK: depends = ["WAW s: { T1[j] -> T0[o0] }", "WAW s: { T1[j] -> T1[o0] : 0 <= o0 < j }"]
wsp.kernel @put(%a: memref<1xindex, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  memref.store %c0, %a[%c0] : memref<1xindex, strided<[1], offset: ?>>
}
wsp.workload @rows(%n: memref<3xindex>, %s: memref<1xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %0 = wsp.slot %n[%c0] : memref<3xindex>
  %1 = wsp.slot %n[%c1] : memref<3xindex>
  %a = wsp.at %s[%c0] : memref<1xindex> to memref<1xindex, strided<[1], offset: ?>>
  scf.for %i = %0 to %1 step %c1 {
    wsp.task @put(%a) : memref<1xindex, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
  scf.for %j = %c0 to %1 step %c1 {
    %2 = wsp.slot %n[%c2] : memref<3xindex>
    %3 = arith.cmpi sgt, %2, %j : index
    scf.if %3 {
      wsp.task @put(%a) : memref<1xindex, strided<[1], offset: ?>>
    }
  } {wsp.iv = "j"}
}
