// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt --print-generic %t.in | diff %t.in -
// RUN: ptowsp-opt %t.in | ptowsp-opt --print-generic | diff %t.in -

// Every kind of attribute, in the generic form of operations that nobody registered.
#loc = loc("f":1:2)
"builtin.module"() ({
  "foo.op"() <{inherent = 1 : i64}> {a = [1, 2.000000e+00, "x\0A\22\FF\\", unit, @a::@b, @"odd name", i32, {}, {k, l = 2 : i64}]} : () -> ()
  "foo.op"() {"a b" = 3 : index, b.c = none, d = #foo.attr<a[1], "<">, e = #foo.word, f = #foo.typed<1> : i32} : () -> ()
  "foo.op"() {a = array<i32>, b = array<f32: 1.000000e+00>, c = array<i1: true, false>, d = array<i8: -1, 2>, e = strided<[1, ?], offset: 3>} : () -> ()
  "foo.op"() {a = -5 : i8, b = 255 : ui8, c = -1 : si8, d = true, e = 12345678901234567890 : ui64, f = -9223372036854775808 : i64} : () -> ()
  "foo.op"() {c = #loc} : () -> ()
  "foo.op"() {a = () -> (), b = (i32) -> i32, c = (i32) -> (i32, i32), d = (i32) -> (() -> ())} : () -> ()
}) : () -> ()
