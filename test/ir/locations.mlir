// RUN: ptowsp-opt --print-locations %s | FileCheck %s
// RUN: ptowsp-opt --print-locations %s -o %t.a
// RUN: ptowsp-opt --print-locations %t.a | diff %t.a -

// Locations are places in files; of the compound ones the first place inside counts. An alias may
// be defined behind its use. Ranges keep their end.
// CHECK: "foo.a"() : () -> () loc("f.c":3:5 to :9)
// CHECK: "foo.b"() : () -> () loc(unknown)
// CHECK: "foo.c"() : () -> () loc("g.c":1:2)
// CHECK: "foo.d"() : () -> () loc("g.c":7:8)
// CHECK: "foo.e"() : () -> () loc("{{.*}}locations.mlir":19:1 to :8)
// CHECK: ^bb0(%arg0: i32 loc("h.c":1:1)):
"foo.a"() : () -> () loc("f.c":3:5 to :9)
"foo.b"() : () -> () loc(unknown)
"foo.c"() : () -> () loc(callsite("name"("g.c":1:2) at fused<"pass">["x":1:1, "y":2:2]))
"foo.d"() : () -> () loc(#loc)


"foo.e"() : () -> ()
"foo.f"() ({
^bb0(%a: i32 loc(#loc1)):
  "foo.g"() : () -> ()
}) : () -> ()
#loc = loc("g.c":7:8)
#loc1 = loc("h.c":1:1)
