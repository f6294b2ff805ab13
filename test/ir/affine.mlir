// RUN: ptowsp-opt %s | FileCheck %s

// Affine maps and sets get MLIR's names, spaces and normal form: constants stand on the right and
// fold, what cancels goes, a remainder is found. An identity layout is none.
// CHECK:      #map = affine_map<(d0, d1)[s0] -> (d0 + s0, (d1 floordiv 2) mod -4)>
// CHECK-NEXT: #map1 = affine_map<() -> ()>
// CHECK-NEXT: #map2 = affine_map<(d0, d1)[s0] -> (d0 + s0 + 7, d0 * 2, 0, -(d0 + 3))>
// CHECK-NEXT: #map3 = affine_map<(d0, d1)[s0] -> (d0 + d1 * 2, d0 mod 4, 1, d0 floordiv 8 - d1 * 3)>
// CHECK-NEXT: #set = affine_set<(d0)[s0] : (d0 - 1 >= 0, d0 - s0 == 0, -d0 + 7 >= 0)>
// CHECK: a = #map, b = #set, c = #map1, d = memref<2x2xf32>
"foo.op"() {a = affine_map<(i,j)[n]->(i+n,(j floordiv 2)mod -4)>, b = affine_set<(i)[n]:(i-1>=0,i==n,i<=7)>,
             c = affine_map<()->()>, d = memref<2x2xf32, affine_map<(i,j)->(i,j)>>} : () -> ()
// CHECK: a = #map2, b = #map3
"foo.op"() {a = affine_map<(i, j)[n] -> (3 + 4 + n + i, i + i, i - i, -(i + 3))>,
            b = affine_map<(i, j)[n] -> (i + (j * 8) floordiv 4, i - 4 * (i floordiv 4), 9 mod 4, i floordiv 8 - 3 * j)>} : () -> ()
