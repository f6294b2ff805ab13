// RUN: ptowsp-opt %s | ptowsp-opt | FileCheck %s

// The least number has no magnitude that could be read back: what would make it is left as it is.
// CHECK:      #map = affine_map<(d0) -> (d0 - 9223372036854775807 - 1)>
// CHECK-NEXT: #map1 = affine_map<(d0) -> (-9223372036854775807 - 1)>
// CHECK-NEXT: #map2 = affine_map<(d0) -> (4611686018427387904 * -2)>
// CHECK-NEXT: #map3 = affine_map<(d0) -> ((d0 * -4611686018427387904) * 2)>
// CHECK-NEXT: #map4 = affine_map<(d0) -> (-9223372036854775807)>
"foo.op"() {a = affine_map<(i) -> (i - 9223372036854775807 - 1)>, b = affine_map<(i) -> (-9223372036854775807 - 1)>,
            c = affine_map<(i) -> (4611686018427387904 * -2)>, d = affine_map<(i) -> (i * -4611686018427387904 * 2)>,
            e = affine_map<(i) -> (-9223372036854775806 - 1)>} : () -> ()
