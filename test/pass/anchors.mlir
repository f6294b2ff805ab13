// RUN: ptowsp-opt --pass-pipeline='builtin.module(func.func(canonicalize),wsp.kernel(loop-invariant-code-motion))' %s | FileCheck %s

// Passes anchored on functions leave the others alone.
// CHECK-LABEL: func.func @f
// CHECK-NEXT:    return
func.func @f(%i: index) {
  %0 = arith.addi %i, %i : index
  return
}

// CHECK-LABEL: wsp.kernel @k
// CHECK:         arith.addi
wsp.kernel @k(%i: value index) {
  %0 = arith.addi %i, %i : index
}
