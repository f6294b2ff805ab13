// RUN: ptowsp-opt --print-generic %s | FileCheck %s

// Names are quoted where they must be, as MLIR does.
// CHECK:      "foo.\22a b\\\FF"() {a = @"a-b", b = @a.b::@a$b, c = @"0"} : () -> ()
"foo.\22a b\\\FF"() {a = @"a-b", b = @a.b::@a$b, c = @"0"} : () -> ()
// Those of dialects stand behind a dot where they can.
// CHECK-NEXT: "foo.op"() {a = !foo<_a>, b = !foo.a_, c = !foo<a$b>, d = #foo.a<b>, e = #foo<a<b>c>, f = #foo<"a">} : () -> ()
"foo.op"() {a = !foo<_a>, b = !foo<a_>, c = !foo.a$b, d = #foo<a<b>>, e = #foo<a<b>c>, f = #foo<"a">} : () -> ()
// The type none goes without saying.
// CHECK-NEXT: "foo.op"() {a = #foo.a, b = "s", c = #foo.a : i32} : () -> ()
"foo.op"() {a = #foo.a : none, b = "s" : none, c = #foo.a : i32} : () -> ()
// Elements of one bit are true or false whatever their sign, and a sparse attribute may be empty.
// CHECK-NEXT: "foo.op"() {a = dense<[true, false]> : tensor<2xsi1>, b = array<i0: 0, 0>, c = sparse<> : tensor<3xi8>} : () -> ()
"foo.op"() {a = dense<[-1, 0]> : tensor<2xsi1>, b = array<i0: 0, 0>, c = sparse<[], []> : tensor<3xi8>} : () -> ()
