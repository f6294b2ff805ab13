// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Operations of two results, counts of bits and classes of floats.
module {
  func.func @f(%arg0: i32, %arg1: i32, %arg2: f32) {
    %sum, %overflow = arith.addui_extended %arg0, %arg1 : i32, i1
    %low, %high = arith.mulsi_extended %arg0, %arg1 : i32
    %low_0, %high_1 = arith.mului_extended %arg0, %arg1 : i32
    %0 = math.ctlz %arg0 : i32
    %1 = math.cttz %arg0 : i32
    %2 = math.ctpop %arg0 : i32
    %3 = math.isnan %arg2 : f32
    %4 = math.isinf %arg2 : f32
    %5 = math.isfinite %arg2 : f32
    %6 = math.isnormal %arg2 {fastmath = #arith.fastmath<nnan>} : f32
    return
  }
}
