// RUN: not ptowsp-run %s --pass-pipeline= --no-data --size at=1 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ptowsp-run %s --pass-pipeline= --size at=2 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: ptowsp-run %s --pass-pipeline= --size at=1 --report=%t.json && FileCheck %s <%t.json

// Orchestration waits for the element that it reads, which must be in its array.
// DATA: [[#@LINE+16]]:8: error: which tasks there are depends on this element; run with data
// OUTSIDE: [[#@LINE+15]]:8: error: this reads outside of array 'n': index 2 of dimension 0, whose extent is 2
// CHECK: "tasks": 4
// CHECK: "critical_path_cycles": 1100
// CHECK: "slots": {"reads": 1, "waits": 1, "wait_cycles": {{[1-9][0-9]+}}, "reason": "SLOT_WAIT"}
wsp.kernel @three(%a: out memref<2xi8>) attributes {cycles = 1000 : i64, core = "aiv"} {
  %c3 = arith.constant 3 : i8
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  memref.store %c3, %a[%c0] : memref<2xi8>
  memref.store %c3, %a[%c1] : memref<2xi8>
}
wsp.kernel @nothing() attributes {cycles = 100 : i64, core = "aiv"} {
}
wsp.workload @w(%n: out memref<2xi8>, %at: value index) {
  wsp.task @three(%n) : memref<2xi8>
  %0 = wsp.slot %n[%at] : memref<2xi8>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %1 = arith.index_cast %0 : i8 to index
  scf.for %i = %c0 to %1 step %c1 {
    wsp.task @nothing()
  } {wsp.iv = "i"}
}
