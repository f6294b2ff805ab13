// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt --print-generic %t.in | diff %t.in -
// RUN: ptowsp-opt %t.in | ptowsp-opt --print-generic | diff %t.in -

// Floats are spelled as MLIR spells them: six decimals, else its library's digits, else the bits.
"builtin.module"() ({
  "foo.op"() {a = 1.000000e+10 : f64, b = 0x7FC00000 : f32, c = 1.000000e-300 : f64, d = 3.14159274 : f32, e = -0.000000e+00 : f32} : () -> ()
  "foo.op"() {a = 6.550400e+04 : f16, b = 0.333333343 : f32, c = 0x7C00 : f16, d = 0x4170000010000000 : f64, e = 9.997550e-02 : f16} : () -> ()
  "foo.op"() {a = 0.699999988 : f32, b = 1.23456781E+20 : f32, c = 1.23456784E-5 : f32, d = 0.10000000000000002 : f64, e = 1.000980e-01 : bf16} : () -> ()
  "foo.op"() {a = 0x7FF0000000000000 : f64, b = 0xFF800000 : f32, c = 4.940660e-324 : f64, d = 1.401300e-45 : f32} : () -> ()
  "foo.op"() {a = [1.000000e+00, 0x7FF0000000000000 : f64, 0x4170000010000000 : f64, 9218868437227405312]} : () -> ()
}) : () -> ()
