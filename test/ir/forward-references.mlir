// RUN: ptowsp-opt %s | FileCheck %s

// Where order does not matter (a module, an unregistered operation) a value may be used first.
// CHECK: "foo.use"(%0#1, %1) : (f32, i32) -> ()
// CHECK: "foo.region"() ({
// CHECK:   "foo.use"(%1) : (i32) -> ()
// CHECK: %0:2 = "foo.two"() : () -> (i32, f32)
// CHECK: %1 = "foo.one"() : () -> i32
"foo.use"(%two#1, %one) : (f32, i32) -> ()
"foo.region"() ({
  "foo.use"(%one) : (i32) -> ()
}) : () -> ()
%two:2 = "foo.two"() : () -> (i32, f32)
%one = "foo.one"() : () -> i32
