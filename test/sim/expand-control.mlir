// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=odd --size n=7 | FileCheck %s --check-prefix=ODD
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=carried | FileCheck %s --check-prefix=CARRIED
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=huge | FileCheck %s --check-prefix=HUGE

wsp.kernel @k(%x: index) {
}

// Conditions on loop variables and parameters choose tasks.
// ODD: "tasks": 3,
wsp.workload @odd(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  scf.for %i = %c0 to %n step %c1 {
    %r = arith.remsi %i, %c2 : index
    %odd = arith.cmpi eq, %r, %c1 : index
    scf.if %odd {
      wsp.task @k(%i) : index
    }
  }
}

// A value carried by a loop (1, 2, 4, 8) bounds another.
// CARRIED: "tasks": 8,
wsp.workload @carried() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %last = scf.for %i = %c0 to %c3 step %c1 iter_args(%v = %c1) -> (index) {
    %next = arith.addi %v, %v : index
    scf.yield %next : index
  }
  scf.for %i = %c0 to %last step %c1 {
    wsp.task @k(%i) : index
  }
}

// A loop that ends at the largest index ends.
// HUGE: "tasks": 2,
wsp.workload @huge() {
  %lower = arith.constant 9223372036854775800 : index
  %upper = arith.constant 9223372036854775807 : index
  %c5 = arith.constant 5 : index
  scf.for %i = %lower to %upper step %c5 {
    wsp.task @k(%i) : index
  }
}
