// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Float operations, with their flags.
module {
  func.func @f(%arg0: f32, %arg1: bf16) {
    %0 = arith.addf %arg0, %arg0 : f32
    %1 = arith.subf %arg0, %arg0 : f32
    %2 = arith.mulf %arg0, %arg0 : f32
    %3 = arith.divf %arg0, %arg0 : f32
    %4 = arith.remf %arg0, %arg0 : f32
    %5 = arith.maximumf %arg0, %arg0 : f32
    %6 = arith.minimumf %arg0, %arg0 : f32
    %7 = arith.maxnumf %arg0, %arg0 : f32
    %8 = arith.minnumf %arg0, %arg0 : f32
    %9 = arith.negf %arg0 : f32
    %10 = arith.addf %arg1, %arg1 fastmath<reassoc,nnan> : bf16
    %11 = arith.negf %arg0 fastmath<fast> {tag} : f32
    return
  }
}
