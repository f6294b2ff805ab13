// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Functions: signatures with attributes, declarations, calls; no dialect prefix inside a function.
module {
  func.func private @ext(memref<4xf32>, i32) -> (f32, i32)
  func.func @f(%arg0: memref<4xf32>, %arg1: i32 {foo.a = 1 : i32}) -> (f32 {foo.r}, i32) attributes {tag = "x"} {
    %0:2 = call @ext(%arg0, %arg1) : (memref<4xf32>, i32) -> (f32, i32)
    %1 = builtin.unrealized_conversion_cast %arg1 : i32 to !foo.type<3>
    return %0#0, %0#1 : f32, i32
  }
  func.func @loop(%arg0: index) {
    scf.for %arg1 = %arg0 to %arg0 step %arg0 {
      func.call @nothing() : () -> ()
    }
    return
  }
  func.func @nothing() {
    return
  }
}
