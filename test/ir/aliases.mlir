// RUN: ptowsp-opt %s | FileCheck %s

// Aliases of types and attributes are read, wherever a type or an attribute can stand.
// Maps, sets, distinct attributes and wide tuples are printed under such names, as MLIR does.
// CHECK:      #map = affine_map<(d0) -> (d0 * 2)>
// CHECK-NEXT: #set = affine_set<(d0) : (d0 >= 0)>
// CHECK-NEXT: #distinct = distinct[0]<#map>
// CHECK-NEXT: module {
// CHECK-NEXT: "foo.op"() {a = #map, b = memref<4xf32, #map>, c = [memref<4xf32>], d = #distinct, e = {x = #set}} : () -> memref<4xf32>
#map = affine_map<(i) -> (i * 2)>
!buffer = memref<4xf32>
#list = [!buffer]
%0 = "foo.op"() {a = #map, b = memref<4xf32, #map>, c = #list, d = distinct[3]<#map>, e = {x = affine_set<(i) : (i >= 0)>}} : () -> !buffer
