// RUN: ptowsp-opt %s | FileCheck %s

// Aliases of types and attributes are read, wherever a type or an attribute can stand.
// CHECK: "foo.op"() {a = affine_map<(d0) -> (d0 * 2)>, b = memref<4xf32, affine_map<(d0) -> (d0 * 2)>>, c = [memref<4xf32>]} : () -> memref<4xf32>
#map = affine_map<(i) -> (i * 2)>
!buffer = memref<4xf32>
#list = [!buffer]
%0 = "foo.op"() {a = #map, b = memref<4xf32, #map>, c = #list} : () -> !buffer
