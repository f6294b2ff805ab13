// RUN: ptowsp-opt %s | FileCheck %s

// Affine maps and sets get MLIR's names and spaces; an identity layout is none.
// CHECK: a = affine_map<(d0, d1)[s0] -> (d0 + s0, (d1 floordiv 2) mod -4)>
// CHECK-SAME: b = affine_set<(d0)[s0] : (d0 - 1 >= 0, d0 == s0)>
// CHECK-SAME: c = affine_map<() -> ()>
// CHECK-SAME: d = memref<2x2xf32>
"foo.op"() {a = affine_map<(i,j)[n]->(i+n,(j floordiv 2)mod -4)>, b = affine_set<(i)[n]:(i-1>=0,i==n)>,
             c = affine_map<()->()>, d = memref<2x2xf32, affine_map<(i,j)->(i,j)>>} : () -> ()
