// RUN: ptowsp-opt %s | FileCheck %s

// Comments and line breaks may stand between any two tokens.
// CHECK: module {
// CHECK-NEXT: "foo.op"() {a = "// not a comment"} : () -> ()
// CHECK-NEXT: }
"foo.op" // one
  ( /// two
  ) {a = // three
  "// not a comment"} : () -> ()
