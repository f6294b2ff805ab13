// RUN: ptowsp-opt --print-generic %s | FileCheck %s
// RUN: ptowsp-opt --print-generic %s | ptowsp-opt | ptowsp-opt --print-generic | FileCheck %s

// Each kind rounds, overflows and spells its own special values.
// CHECK: {a = 4.480000e+02 : f8E4M3FN, b = 0x7F : f8E4M3FN, c = 3.125000e-01 : f8E4M3FN, d = 1.953130e-03 : f8E4M3FN}
"foo.op"() {a = 448.0 : f8E4M3FN, b = 480.0 : f8E4M3FN, c = 0.3 : f8E4M3FN, d = 0x01 : f8E4M3FN} : () -> ()
// CHECK: {a = 5.734400e+04 : f8E5M2, b = 0x7C : f8E5M2, c = 0x7D : f8E5M2, d = 0x78 : f8E4M3}
"foo.op"() {a = 60000.0 : f8E5M2, b = 70000.0 : f8E5M2, c = 0x7D : f8E5M2, d = 1000.0 : f8E4M3} : () -> ()
// CHECK: {a = 0.000000e+00 : f8E5M2FNUZ, b = 0x80 : f8E4M3FNUZ, c = 0x80 : f8E4M3B11FNUZ, d = 0x70 : f8E3M4}
"foo.op"() {a = -0.0 : f8E5M2FNUZ, b = 1000.0 : f8E4M3FNUZ, c = -100.0 : f8E4M3B11FNUZ, d = 17.0 : f8E3M4} : () -> ()
// CHECK: {a = 4.000000e+00 : f8E8M0FNU, b = 5.877470e-39 : f8E8M0FNU, c = 0xFF : f8E8M0FNU, d = 2.500000e-01 : f8E8M0FNU}
"foo.op"() {a = 3.0 : f8E8M0FNU, b = 0.0 : f8E8M0FNU, c = 1.0e39 : f8E8M0FNU, d = 0.3 : f8E8M0FNU} : () -> ()
// CHECK: {a = 6.000000e+00 : f4E2M1FN, b = -6.000000e+00 : f4E2M1FN, c = -7.500000e+00 : f6E2M3FN, d = 2.800000e+01 : f6E3M2FN}
"foo.op"() {a = 100.0 : f4E2M1FN, b = 0xF : f4E2M1FN, c = 0x3F : f6E2M3FN, d = 1000.0 : f6E3M2FN} : () -> ()
