// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s

// Elementary functions are calls of the C library that nothing folds or replaces; exact ones are
// intrinsics.
// CHECK-LABEL: define void @kernel.k(
// CHECK:         call float @llvm.sqrt.f32(
// CHECK:         call float @expf(float {{.*}}) #[[A:[0-9]+]]
// CHECK:         call double @pow(double {{.*}}, double {{.*}}) #[[A]]
// CHECK:       attributes #[[A]] = { {{.*}}nobuiltin{{.*}}memory(none)
wsp.kernel @k(%x: inout memref<2xf32>, %y: inout memref<2xf64>) {
  %c0 = arith.constant 0 : index
  %a = memref.load %x[%c0] : memref<2xf32>
  %r = math.sqrt %a : f32
  %e = math.exp %r : f32
  memref.store %e, %x[%c0] : memref<2xf32>
  %b = memref.load %y[%c0] : memref<2xf64>
  %p = math.powf %b, %b : f64
  memref.store %p, %y[%c0] : memref<2xf64>
}
