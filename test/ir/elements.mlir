// RUN: ptowsp-opt --print-generic %s | FileCheck %s
// RUN: ptowsp-opt --print-generic %s | ptowsp-opt | ptowsp-opt --print-generic | FileCheck %s

// Elements of every kind of type, and those of no dialect we know as strings.
// CHECK: {a = dense<(1.000000e+00,-2.000000e+00)> : tensor<2xcomplex<f32>>, b = dense<[(1,2), (3,4)]> : tensor<2xcomplex<i8>>}
"foo.op"() {a = dense<(1.0, -2.0)> : tensor<2xcomplex<f32>>, b = dense<[(1, 2), (3, 4)]> : tensor<2xcomplex<i8>>} : () -> ()
// CHECK: {a = dense<["x", "\22"]> : tensor<2x!d.s>, b = dense<"y"> : tensor<2x!d.s>}
"foo.op"() {a = dense<["x", "\""]> : tensor<2x!d.s>, b = dense<["y", "y"]> : tensor<2x!d.s>} : () -> ()
// CHECK: {a = dense<[1, -2]> : tensor<2xi128>, b = dense<[5.000000e-01, 1.000000e+00]> : tensor<2xf80>, c = dense<[1, -1]> : tensor<2xi24>}
"foo.op"() {a = dense<[1, -2]> : tensor<2xi128>, b = dense<[0.5, 1.0]> : tensor<2xf80>, c = dense<"0x010000FFFFFF"> : tensor<2xi24>} : () -> ()
// CHECK: {a = dense<[false, true, false, true]> : tensor<4xi1>, b = dense<true> : tensor<9xi1>, c = dense<1> : tensor<0xi8>}
"foo.op"() {a = dense<"0x0A"> : tensor<4xi1>, b = dense<"0xFF"> : tensor<9xi1>, c = dense<1> : tensor<0xi8>} : () -> ()

// A sparse attribute names the places of its values.
// CHECK: {a = sparse<[{{\[}}0, 1], [1, 0]], [5, 6]> : tensor<2x2xi32>, b = sparse<0, 1> : tensor<2xi32>, c = sparse<> : tensor<2xf32>}
"foo.op"() {a = sparse<[[0, 1], [1, 0]], [5, 6]> : tensor<2x2xi32>, b = sparse<[0], [1]> : tensor<2xi32>, c = sparse<> : tensor<2xf32>} : () -> ()

// Strings with a type, and distinct attributes, whose numbers only tell them apart.
// CHECK: {a = "x" : !d.t, b = #distinct, c = [distinct[2]<>, #distinct]}
"foo.op"() {a = "x" : !d.t, b = distinct[7]<1 : i32>, c = [distinct[3]<>, distinct[7]<1 : i32>]} : () -> ()
// Distinct attributes are counted as the text shows them: those with names come first.
// CHECK: {c = [distinct[2]<>, #distinct1]}
"foo.op"() {c = [distinct[3]<>, distinct[9]<2 : i32>]} : () -> ()
