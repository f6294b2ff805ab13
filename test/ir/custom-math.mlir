// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Elementary functions.
module {
  func.func @f(%arg0: f32, %arg1: i32) {
    %0 = math.absf %arg0 : f32
    %1 = math.ceil %arg0 : f32
    %2 = math.floor %arg0 : f32
    %3 = math.round %arg0 : f32
    %4 = math.roundeven %arg0 : f32
    %5 = math.trunc %arg0 : f32
    %6 = math.cbrt %arg0 : f32
    %7 = math.sqrt %arg0 : f32
    %8 = math.rsqrt %arg0 : f32
    %9 = math.exp %arg0 : f32
    %10 = math.exp2 %arg0 : f32
    %11 = math.expm1 %arg0 : f32
    %12 = math.log %arg0 : f32
    %13 = math.log2 %arg0 : f32
    %14 = math.log10 %arg0 : f32
    %15 = math.log1p %arg0 : f32
    %16 = math.sin %arg0 : f32
    %17 = math.cos %arg0 : f32
    %18 = math.tan %arg0 : f32
    %19 = math.asin %arg0 : f32
    %20 = math.acos %arg0 : f32
    %21 = math.atan %arg0 : f32
    %22 = math.sinh %arg0 : f32
    %23 = math.cosh %arg0 : f32
    %24 = math.tanh %arg0 : f32
    %25 = math.asinh %arg0 : f32
    %26 = math.acosh %arg0 : f32
    %27 = math.atanh %arg0 : f32
    %28 = math.erf %arg0 : f32
    %29 = math.erfc %arg0 : f32
    %30 = math.absi %arg1 : i32
    %31 = math.powf %arg0, %arg0 : f32
    %32 = math.atan2 %arg0, %arg0 : f32
    %33 = math.copysign %arg0, %arg0 : f32
    %34 = math.fma %arg0, %arg0, %arg0 : f32
    %35 = math.exp %arg0 fastmath<afn> : f32
    return
  }
}
