// RUN: %exits 1 ptowsp-opt %s 2>&1 | FileCheck %s
// RUN: %exits 1 ptowsp-opt --split-input-file %s 2>&1 | FileCheck %s --check-prefix=MORE

// A word that is close to one other is said to be that, and what to write stands below it.
// CHECK:      error: expected string or keyword containing one of the following enum values {{\[}}eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge]; did you mean 'slt'?
// CHECK-NEXT: arith.cmpi sltt
// CHECK-NEXT: {{^ *}}^~~~{{$}}
// CHECK-NEXT: {{^ *}}slt{{$}}
// CHECK:      custom op 'addf' is unknown (tried 'func.addf' as well); did you mean 'arith.addf'?
// CHECK:      expected non-function type; did you mean 'index'?
// CHECK:      custom op 'retrun' is unknown (tried 'func.retrun' as well); did you mean 'return'?
// CHECK:      use of undeclared SSA value name; did you mean '%alpha'?
// Two are as close: neither is sure.
// CHECK:      custom op 'arith.adi' is unknown{{$}}
func.func @f(%alpha: i32) {
  %1 = arith.cmpi sltt, %alpha, %alpha : i32
  %2 = addf %alpha, %alpha : i32
  %3 = arith.addi %alhpa, %alpha : i32
  %4 = arith.constant 3 : indx
  retrun
}
func.func @g(%a: i32) {
  %0 = arith.adi %a, %a : i32
}

// -----

// MORE: 'arith.constant' op has no property 'valu'; did you mean 'value'?
%0 = "arith.constant"() <{valu = 1 : i32, value = 1 : i32}> : () -> i32
