// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Integer operations of two operands, with their flags.
module {
  func.func @f(%arg0: i32, %arg1: index) {
    %0 = arith.addi %arg0, %arg0 : i32
    %1 = arith.subi %arg0, %arg0 : i32
    %2 = arith.muli %arg0, %arg0 : i32
    %3 = arith.divsi %arg0, %arg0 : i32
    %4 = arith.divui %arg0, %arg0 : i32
    %5 = arith.remsi %arg0, %arg0 : i32
    %6 = arith.remui %arg0, %arg0 : i32
    %7 = arith.floordivsi %arg0, %arg0 : i32
    %8 = arith.ceildivsi %arg0, %arg0 : i32
    %9 = arith.ceildivui %arg0, %arg0 : i32
    %10 = arith.andi %arg0, %arg0 : i32
    %11 = arith.ori %arg0, %arg0 : i32
    %12 = arith.xori %arg0, %arg0 : i32
    %13 = arith.shli %arg0, %arg0 : i32
    %14 = arith.shrsi %arg0, %arg0 : i32
    %15 = arith.shrui %arg0, %arg0 : i32
    %16 = arith.maxsi %arg0, %arg0 : i32
    %17 = arith.minsi %arg0, %arg0 : i32
    %18 = arith.maxui %arg0, %arg0 : i32
    %19 = arith.minui %arg0, %arg0 : i32
    %20 = arith.addi %arg1, %arg1 : index
    %21 = arith.addi %arg0, %arg0 overflow<nsw, nuw> : i32
    %22 = arith.divsi %arg0, %arg0 exact : i32
    %23 = arith.muli %arg0, %arg0 {tag = "x"} : i32
    return
  }
}
