// RUN: ptowsp-opt %s | FileCheck %s

// Any spelling of a float is read: no digits behind the point, exponents, bits.
// CHECK: a = 1.000000e+00 : f32, b = 1.500000e+02 : f64, c = 1.000000e+00 : f16, d = -2.500000e-01 : bf16
"foo.op"() {a = 1. : f32, b = 1.5E+2 : f64, c = 0x3C00 : f16, d = -0.25 : bf16} : () -> ()
