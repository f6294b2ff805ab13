// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s && ptowsp-opt --wsp-infer-deps %s 2>/dev/null | FileCheck %s

// A slot waits for those who write its element; nobody waits for a slot. Writers that may not run
// hide none before them.
// CHECK-LABEL: wsp.workload @w(%n: in {{.*}}, %s: out
// CHECK: wsp.slot %n[%c0] : memref<1xindex>
// CHECK: depends = [], wsp.id = 0
// CHECK: depends = ["WAW s: { T1[i] -> T0[] }", "WAW s: { T1[i] -> T1[-1 + i] : i > 0 }"], wsp.id = 1
// CHECK: wsp.slot %s[%c0] {depends = ["RAW s: { S3[] -> T0[] }", "RAW s: { S3[] -> T1[o0] : o0 >= 0 }"]}
// CHECK: depends = ["WAW s: { T2[] -> T0[] }", "WAW s: { T2[] -> T1[o0] : o0 >= 0 }"], wsp.id = 2
wsp.kernel @put(%a: memref<1xindex, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  memref.store %c0, %a[%c0] : memref<1xindex, strided<[1], offset: ?>>
}
wsp.workload @w(%n: memref<1xindex>, %s: memref<1xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = wsp.slot %n[%c0] : memref<1xindex>
  %a = wsp.at %s[%c0] : memref<1xindex> to memref<1xindex, strided<[1], offset: ?>>
  wsp.task @put(%a) : memref<1xindex, strided<[1], offset: ?>>
  scf.for %i = %c0 to %0 step %c1 {
    wsp.task @put(%a) : memref<1xindex, strided<[1], offset: ?>>
  } {wsp.iv = "i"}
  // expected-remark@+1 {{what follows depends on an element of 's' that tasks write}}
  %1 = wsp.slot %s[%c0] : memref<1xindex>
  wsp.task @put(%a) : memref<1xindex, strided<[1], offset: ?>>
}
