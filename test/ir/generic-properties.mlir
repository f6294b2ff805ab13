// RUN: ptowsp-opt %s | FileCheck %s

// The properties of an operation that is not known are any attribute, and an empty dictionary is one.
// CHECK:      "foo.number"() <42 : i8> : () -> ()
// CHECK-NEXT: "foo.list"() <[1, @f]> {a} : () -> ()
// CHECK-NEXT: "foo.none"() <{}> : () -> ()
// CHECK-NEXT: "foo.alias"() <{x = [2 : i8]}> : () -> ()
// CHECK-NEXT: "foo.type"() <!foo.bar> ({
// CHECK-NEXT: }) : () -> ()
"foo.number"() <42 : i8> : () -> ()
"foo.list"() <[1, @f]> {a} : () -> ()
"foo.none"() <{}> : () -> ()
#properties = {x = [2 : i8]}
"foo.alias"() <#properties> : () -> ()
"foo.type"() <!foo.bar> ({
}) : () -> ()

// Those of a known one are a dictionary, or an alias of one.
// CHECK-NEXT: %{{.*}} = arith.constant {a} 1 : i32
#value = {value = 1 : i32}
%0 = "arith.constant"() <#value> {a} : () -> i32
