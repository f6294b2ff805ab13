// RUN: ptowsp-opt %s | FileCheck %s

// Dense elements: lists, one value for all, and raw bytes. Equal elements become one.
// CHECK: a = dense<{{\[\[}}1, 2], [3, -4]]> : tensor<2x2xi8>
// CHECK: b = dense<1.500000e+00> : vector<2x2xf32>
// CHECK: c = dense<> : tensor<0xi32>
// CHECK: d = dense<[1, 2]> : tensor<2xi32>
// CHECK: e = dense<7> : tensor<4xi16>
// CHECK: f = dense<[true, false]> : tensor<2xi1>
// CHECK: g = dense<2> : tensor<i32>
// CHECK: h = dense<[0x7F800000, 1.000000e+00]> : tensor<2xf32>
"foo.op"() {a = dense<[[1, 2], [3, -4]]> : tensor<2x2xi8>} : () -> ()
"foo.op"() {b = dense<1.5> : vector<2x2xf32>} : () -> ()
"foo.op"() {c = dense<> : tensor<0xi32>} : () -> ()
"foo.op"() {d = dense<"0x0100000002000000"> : tensor<2xi32>} : () -> ()
"foo.op"() {e = dense<[7, 7, 7, 7]> : tensor<4xi16>} : () -> ()
"foo.op"() {f = dense<[true, false]> : tensor<2xi1>} : () -> ()
"foo.op"() {g = dense<2> : tensor<i32>} : () -> ()
"foo.op"() {h = dense<[0x7F800000, 1.0]> : tensor<2xf32>} : () -> ()
