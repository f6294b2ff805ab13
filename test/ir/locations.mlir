// RUN: ptowsp-opt --print-locations %s | FileCheck %s
// RUN: ptowsp-opt --print-locations %s -o %t.a
// RUN: ptowsp-opt --print-locations %t.a | diff %t.a -
// RUN: ptowsp-opt --print-locations --print-generic %t.a | ptowsp-opt --print-locations | diff %t.a -

// Every kind of location is kept, and printed under a name: those of arguments in front, those of
// operations behind. An alias may be defined behind its use.
// CHECK: #[[H:.*]] = loc("h.c":1:1)
// CHECK: "foo.a"() : () -> () loc(#[[A:.*]])
// CHECK: "foo.b"() : () -> () loc(#[[B:.*]])
// CHECK: "foo.c"() : () -> () loc(#[[C:.*]])
// CHECK: "foo.d"() : () -> () loc(#[[D:.*]])
// CHECK: "foo.e"() : () -> () loc(#[[E:.*]])
// CHECK: "foo.f"() ({
// CHECK: ^bb0(%arg0: i32 loc("h.c":1:1)):
// CHECK: #[[A]] = loc("f.c":3:5 to :9)
"foo.a"() : () -> () loc("f.c":3:5 to :9)
"foo.b"() : () -> () loc(unknown)
"foo.c"() : () -> () loc(callsite("name"("g.c":1:2) at fused<"pass">["x":1:1, "y":2:2]))
"foo.d"() : () -> () loc(#loc)
"foo.e"() : () -> ()
"foo.f"() ({
^bb0(%a: i32 loc(#loc1)):
  "foo.g"() : () -> () loc("f.c":1:2 to 3:4)
}) : () -> ()
#loc = loc("g.c":7:8)
#loc1 = loc("h.c":1:1)
