// RUN: ptowsp-opt %s | FileCheck %s

// An operation that its custom form cannot say prints in the generic form: here a name that is none.
// CHECK: "wsp.kernel"() <{arg_access = ["value"], arg_names = ["not a name"], function_type = (i32) -> (), sym_name = "k"}> ({
// CHECK-NEXT: ^bb0(%arg0: i32):
// CHECK-NEXT:   wsp.return
"wsp.kernel"() <{arg_access = ["value"], arg_names = ["not a name"], function_type = (i32) -> (), sym_name = "k"}> ({
^bb0(%a: i32):
  wsp.return
}) : () -> ()
