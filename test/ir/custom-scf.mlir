// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Loops and conditionals; a bare scf.yield at the end goes without saying.
module {
  func.func @f(%arg0: index, %arg1: f32, %arg2: i1, %arg3: i32) {
    scf.for %arg4 = %arg0 to %arg0 step %arg0 {
    }
    scf.for %i = %arg0 to %arg0 step %arg0 {
      scf.if %arg2 {
        "foo.op"(%i) : (index) -> ()
      }
    } {wsp.iv = "i", wsp.parallel}
    %0:2 = scf.for %arg4 = %arg0 to %arg0 step %arg0 iter_args(%arg5 = %arg1, %arg6 = %arg3) -> (f32, i32) {
      scf.yield %arg5, %arg6 : f32, i32
    }
    scf.for unsigned %arg4 = %arg3 to %arg3 step %arg3  : i32 {
    }
    %1 = scf.if %arg2 -> (f32) {
      scf.yield %0#0 : f32
    } else {
      scf.yield %arg1 : f32
    }
    scf.if %arg2 {
    } else {
      "foo.op"(%1) : (f32) -> ()
    } {tag}
    return
  }
}
