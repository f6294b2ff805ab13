// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s

// A chain of elementwise instructions is one loop from memory to memory, without a buffer between:
// the workload gives the kernel two arrays. What is left of the 21 elements is a masked vector.
// CHECK-LABEL: define {{.*}} @kernel.chain(
// CHECK-NOT:     alloca
// CHECK:         load <16 x float>
// CHECK:         store <16 x float>
// CHECK:         call <16 x float> @llvm.masked.load
// CHECK:         call void @llvm.masked.store
// CHECK-NOT:     br i1
wsp.kernel @chain(%x: in memref<21xf32>, %y: out memref<21xf32>) attributes {core = "aiv", footprints = [{offsets = array<i64: 0>, sizes = array<i64: 21>}, {offsets = array<i64: 0>, sizes = array<i64: 21>}]} {
  %0 = pto.tload %x : memref<21xf32> -> !pto.tile<1x21xf32, ub>
  %1 = pto.tabs %0 : !pto.tile<1x21xf32, ub>
  %2 = pto.tadd %1, %0 : !pto.tile<1x21xf32, ub>
  %3 = pto.tsqrt %2 : !pto.tile<1x21xf32, ub>
  pto.tstore %3, %y : !pto.tile<1x21xf32, ub>, memref<21xf32>
}
wsp.workload @w(%x: in memref<21xf32>, %y: out memref<21xf32>) {
  wsp.task @chain(%x, %y) : memref<21xf32>, memref<21xf32>
}
