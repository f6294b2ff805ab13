// RUN: ptowsp-opt --print-generic %s | FileCheck %s
// RUN: ptowsp-opt --print-generic %s | ptowsp-opt | ptowsp-opt --print-generic | FileCheck %s

// Integers of any width are kept, and printed as their type reads them.
// CHECK: {a = 123456789012345678901234567890 : i128, b = -170141183460469231731687303715884105728 : i128, c = -1 : i128}
"foo.op"() {a = 123456789012345678901234567890 : i128, b = 0x80000000000000000000000000000000 : i128, c = 340282366920938463463374607431768211455 : i128} : () -> ()
// CHECK: {a = 340282366920938463463374607431768211455 : ui128, b = -18446744073709551616 : i65, c = 5 : i4096}
"foo.op"() {a = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF : ui128, b = 18446744073709551616 : i65, c = 5 : i4096} : () -> ()

// Decimals go through a double; a wide float that no double says is printed as its bits.
// CHECK: {a = 1.250000e+00 : f80, b = 0.100000000000000005551115123125782702 : f128, c = 0x3FFF0000000000000000000000000001 : f128}
"foo.op"() {a = 1.25 : f80, b = 0.1 : f128, c = 0x3FFF0000000000000000000000000001 : f128} : () -> ()
// CHECK: {a = -0.000000e+00 : f128, b = 0x7FFF8000000000000000 : f80, c = 0x7FF0000000000000 : f64}
"foo.op"() {a = -0.0 : f128, b = 0x7FFF8000000000000000 : f80, c = 1.0e400} : () -> ()

// The smallest and the largest f128 are far outside of doubles.
// CHECK: {a = 0x00000000000000000000000000000001 : f128, b = 0xFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFF : f128}
"foo.op"() {a = 0x00000000000000000000000000000001 : f128, b = 0xFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFF : f128} : () -> ()
