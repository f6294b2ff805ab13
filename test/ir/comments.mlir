// RUN: ptowsp-opt %s | FileCheck %s

// Comments and line breaks may stand between any two tokens.
// CHECK: module {
// CHECK-NEXT: "foo.op"() {a = "// not a comment"} : () -> ()

"foo.op" // one
  ( /// two
  ) {a = // three
  "// not a comment"} : () -> ()

// They are left out of what other dialects say, where brackets in them mean nothing.
// CHECK: func.func @words
// CHECK: arith.addi %{{.*}}, %{{.*}} overflow<nsw, nuw> : i32
// CHECK: "foo.op"() {a = #foo.bar<1
// CHECK-NEXT: 2>} : () -> ()
func.func @words(%a: i32) {
  %0 = "arith.addi"(%a, %a) <{overflowFlags = #arith.overflow< // one }
    nsw, // two > "
    nuw
  >}> : (i32, i32) -> i32
  "foo.op"() {a = #foo.bar<1// <<
2>} : () -> ()
  return
}
