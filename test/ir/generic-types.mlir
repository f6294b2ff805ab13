// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt --print-generic %t.in | diff %t.in -
// RUN: ptowsp-opt %t.in | ptowsp-opt --print-generic | diff %t.in -

// Every kind of type.
"builtin.module"() ({
  "foo.op"() {a = i1, b = si8, c = ui16, d = i128, e = index, f = none, g = f16, h = bf16, i = f32, j = f64, k = tf32} : () -> ()
  "foo.op"() {a = memref<f32>, b = memref<4x?xf32>, c = memref<4xf32, strided<[1]>>, d = memref<2xf32, strided<[2], offset: ?>, 3>, e = memref<2xf32, 1 : i32>} : () -> ()
  "foo.op"() {a = memref<2xf32, affine_map<(d0) -> (d0 + 1)>>, b = memref<0x4xf32>, c = memref<2xmemref<2xvector<4xf32>>>} : () -> ()
  "foo.op"() {a = tensor<*xf32>, b = tensor<?x4xf32, #foo.enc>, c = vector<2x2xf32>, d = tuple<i32, tuple<>>} : () -> ()
  "foo.op"() {a = !pto.tile<1x64xbf16, ub>, b = !pto.tile<16x16xf32, l0c>, c = !foo.type, d = !foo.type<[1 -> 2], "x">} : () -> ()
}) : () -> ()
