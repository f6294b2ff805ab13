// RUN: ptowsp-opt %s | FileCheck %s

// Several results have one name; groups of them can be named when reading.
// CHECK: %0:3 = "foo.many"() : () -> (i32, f32, i32)
// CHECK: "foo.use"(%0#2, %0#0, %0#1) : (i32, i32, f32) -> ()
%a, %b:2 = "foo.many"() : () -> (i32, f32, i32)
"foo.use"(%b#1, %a, %b) : (i32, i32, f32) -> ()
