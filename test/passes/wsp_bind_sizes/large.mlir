// RUN: %exits 1 ptowsp-opt --pass-pipeline='wsp-bind-sizes{sizes=n=1048577,m=1048577}' %s 2>&1 | FileCheck %s
// RUN: ptowsp-opt --pass-pipeline='wsp-bind-sizes{sizes=n=2,m=9223372036854775807}' %s 2>&1 | FileCheck %s --check-prefix=MOST

// Arrays that nobody could hold are refused; a number takes all the bits that its type has.
// CHECK: error: 'A' has more than 2^40 elements with these sizes
// MOST: wsp.workload @v
wsp.workload @v(%m: value i63) {
}
wsp.workload @w(%n: value i32, %A: memref<?x1048577xf32>) attributes {wsp.extents = [unit, affine_map<()[s0] -> (s0, 1048577)>]} {
}
