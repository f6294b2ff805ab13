// RUN: %exits 1 ptowsp-run %s --no-data --pass-pipeline= --workload=step --size n=0 2>&1 | FileCheck %s --check-prefix=STEP
// RUN: %exits 1 ptowsp-run %s --no-data --pass-pipeline= --workload=divide --size n=0 2>&1 | FileCheck %s --check-prefix=DIVIDE
// RUN: %exits 1 ptowsp-run %s --no-data --pass-pipeline= --workload=element 2>&1 | FileCheck %s --check-prefix=ELEMENT

// A step that is not positive ends the run where the loop stands.
// STEP: expand-refused.mlir:[[#@LINE+3]]:{{[0-9]+}}: error: the loop's step is 0, it must be positive
wsp.workload @step(%n: index) {
  %c0 = arith.constant 0 : index
  scf.for %i = %c0 to %c0 step %n {
  }
}

// So does a division by zero.
// DIVIDE: expand-refused.mlir:[[#@LINE+4]]:{{[0-9]+}}: error: the result is undefined: division by zero
wsp.workload @divide(%n: index) {
  %c8 = arith.constant 8 : index
  %c1 = arith.constant 1 : index
  %q = arith.divsi %c8, %n : index
  scf.for %i = %q to %c8 step %c1 {
  }
}

// Elements are not read by orchestration.
// ELEMENT: expand-refused.mlir:[[#@LINE+3]]:{{[0-9]+}}: error: 'memref.load' has no place in an orchestration: move it into a kernel
wsp.workload @element(%A: in memref<4xindex>) {
  %c0 = arith.constant 0 : index
  %v = memref.load %A[%c0] : memref<4xindex>
}
