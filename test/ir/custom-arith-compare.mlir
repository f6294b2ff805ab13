// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Predicates are words.
module {
  func.func @f(%arg0: i32, %arg1: f32) {
    %0 = arith.cmpi eq, %arg0, %arg0 : i32
    %1 = arith.cmpi ne, %arg0, %arg0 : i32
    %2 = arith.cmpi slt, %arg0, %arg0 : i32
    %3 = arith.cmpi sle, %arg0, %arg0 : i32
    %4 = arith.cmpi sgt, %arg0, %arg0 : i32
    %5 = arith.cmpi sge, %arg0, %arg0 : i32
    %6 = arith.cmpi ult, %arg0, %arg0 : i32
    %7 = arith.cmpi ule, %arg0, %arg0 : i32
    %8 = arith.cmpi ugt, %arg0, %arg0 : i32
    %9 = arith.cmpi uge, %arg0, %arg0 : i32
    %10 = arith.cmpf false, %arg1, %arg1 : f32
    %11 = arith.cmpf oeq, %arg1, %arg1 : f32
    %12 = arith.cmpf ogt, %arg1, %arg1 : f32
    %13 = arith.cmpf oge, %arg1, %arg1 : f32
    %14 = arith.cmpf olt, %arg1, %arg1 : f32
    %15 = arith.cmpf ole, %arg1, %arg1 : f32
    %16 = arith.cmpf one, %arg1, %arg1 : f32
    %17 = arith.cmpf ord, %arg1, %arg1 : f32
    %18 = arith.cmpf ueq, %arg1, %arg1 : f32
    %19 = arith.cmpf ugt, %arg1, %arg1 : f32
    %20 = arith.cmpf uge, %arg1, %arg1 : f32
    %21 = arith.cmpf ult, %arg1, %arg1 : f32
    %22 = arith.cmpf ule, %arg1, %arg1 : f32
    %23 = arith.cmpf une, %arg1, %arg1 : f32
    %24 = arith.cmpf uno, %arg1, %arg1 : f32
    %25 = arith.cmpf true, %arg1, %arg1 : f32
    %26 = arith.cmpf olt, %arg1, %arg1 fastmath<nnan> : f32
    %27 = arith.select %0, %arg1, %arg1 : f32
    return
  }
}
