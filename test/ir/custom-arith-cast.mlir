// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Conversions name both types.
module {
  func.func @f(%arg0: i32, %arg1: f32, %arg2: index) {
    %0 = arith.extsi %arg0 : i32 to i64
    %1 = arith.extui %arg0 : i32 to i64
    %2 = arith.trunci %arg0 : i32 to i8
    %3 = arith.trunci %arg0 overflow<nsw> : i32 to i8
    %4 = arith.extf %arg1 : f32 to f64
    %5 = arith.truncf %arg1 : f32 to f16
    %6 = arith.truncf %arg1 toward_zero : f32 to bf16
    %7 = arith.sitofp %arg0 : i32 to f32
    %8 = arith.uitofp %arg0 : i32 to f32
    %9 = arith.fptosi %arg1 : f32 to i32
    %10 = arith.fptoui %arg1 : f32 to i32
    %11 = arith.index_cast %arg2 : index to i32
    %12 = arith.index_castui %arg0 : i32 to index
    %13 = arith.bitcast %arg0 : i32 to f32
    return
  }
}
