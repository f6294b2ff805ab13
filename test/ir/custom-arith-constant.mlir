// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Constants are named after their values.
module {
  func.func @f() {
    %c0 = arith.constant 0 : index
    %c0_0 = arith.constant 0 : index
    %c-1_i32 = arith.constant -1 : i32
    %true = arith.constant true
    %false = arith.constant false
    %cst = arith.constant 1.500000e+00 : f32
    %cst_1 = arith.constant {tag = 3 : i64} dense<[1, 2]> : tensor<2xi32>
    return
  }
}
