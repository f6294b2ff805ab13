// RUN: ptowsp-opt --print-generic %s | FileCheck %s

// What a custom form leaves out is there in the generic form.
// CHECK: "wsp.kernel"()
// CHECK:   "scf.for"
// CHECK:     "scf.yield"() : () -> ()
// CHECK:   "wsp.return"() : () -> ()
wsp.kernel @k(%n: i32) {
  scf.for %i = %n to %n step %n : i32 {
  }
}
