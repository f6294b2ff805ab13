// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt --print-generic %t.in | diff %t.in -
// RUN: ptowsp-opt %t.in | ptowsp-opt --print-generic | diff %t.in -

// Every kind of type.
#map = affine_map<(d0) -> (d0 + 1)>
"builtin.module"() ({
  "foo.op"() {a = i1, b = si8, c = ui16, d = i128, e = index, f = none, g = f16, h = bf16, i = f32, j = f64, k = tf32} : () -> ()
  "foo.op"() {a = memref<f32>, b = memref<4x?xf32>, c = memref<4xf32, strided<[1]>>, d = memref<2xf32, strided<[2], offset: ?>, 3>, e = memref<2xf32, 1 : i32>} : () -> ()
  "foo.op"() {a = memref<2xf32, #map>, b = memref<0x4xf32>, c = memref<2xmemref<2xvector<4xf32>>>} : () -> ()
  "foo.op"() {a = tensor<*xf32>, b = tensor<?x4xf32, #foo.enc>, c = vector<2x2xf32>, d = tuple<i32, tuple<>>} : () -> ()
  "foo.op"() {a = !pto.tile<1x64xbf16, ub>, b = !pto.tile<16x16xf32, l0c>, c = !foo.type, d = !foo.type<[1 -> 2], "x">} : () -> ()
  "foo.op"() {a = memref<*xf32>, b = memref<*xi8, 3>, c = vector<[4]xf32>, d = vector<2x[4]xi1>, e = complex<f32>, f = tensor<2xcomplex<i8>>} : () -> ()
  "foo.op"() {a = f8E5M2, b = f8E4M3, c = f8E3M4, d = f8E4M3FN, e = f8E5M2FNUZ, f = f8E4M3FNUZ, g = f8E4M3B11FNUZ, h = f8E8M0FNU} : () -> ()
  "foo.op"() {a = f4E2M1FN, b = f6E2M3FN, c = f6E3M2FN, d = f80, e = f128, f = i0, g = si128, h = !foo.named<[3]>} : () -> ()
}) : () -> ()
