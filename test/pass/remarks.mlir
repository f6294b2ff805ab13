// RUN: ptowsp-opt --wsp-outline-tasks %s -o /dev/null 2>&1 | FileCheck %s
// RUN: ptowsp-opt --wsp-outline-tasks --remarks=wsp-outline-tasks %s -o /dev/null 2>&1 | FileCheck %s
// RUN: ptowsp-opt --wsp-outline-tasks --remarks=cse --remarks=wsp-outline-tasks %s -o /dev/null 2>&1 | FileCheck %s
// RUN: ptowsp-opt --wsp-outline-tasks --remarks=all %s -o /dev/null 2>&1 | FileCheck %s
// RUN: ptowsp-opt --wsp-outline-tasks --remarks=none %s -o /dev/null 2>&1 | FileCheck %s --allow-empty --check-prefix=NONE
// RUN: ptowsp-opt --wsp-outline-tasks --remarks=cse,wsp-tile %s -o /dev/null 2>&1 | FileCheck %s --allow-empty --check-prefix=NONE

// A pass's remarks are shown unless others were asked for.
// CHECK: remark: this loop nest becomes one task
// NONE-NOT: remark
wsp.workload @w(%a: in memref<8xf32>, %y: out memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %0 = memref.load %a[%i] : memref<8xf32>
    memref.store %0, %y[%i] : memref<8xf32>
  } {wsp.iv = "i"}
}
