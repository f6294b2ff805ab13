// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s

// Exponentials and logarithms of tiles are SLEEF's, of scalars the C library's.
// CHECK-LABEL: define {{.*}} @kernel.tiles(
// CHECK:         call {{.*}} @Sleef_{{[cf]}}inz_expf{{[0-9]+}}_u10
// CHECK-LABEL: define {{.*}} @kernel.half(
// CHECK:         fpext
// CHECK:         call {{.*}} @Sleef_{{[cf]}}inz_logf{{[0-9]+}}_u10
// CHECK-LABEL: define {{.*}} @kernel.scalar(
// CHECK:         call double @tanh(
wsp.kernel @tiles(%x: inout memref<32xf32>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<32xf32> -> !pto.tile<1x32xf32, ub>
  %1 = pto.texp %0 : !pto.tile<1x32xf32, ub>
  pto.tstore %1, %x : !pto.tile<1x32xf32, ub>, memref<32xf32>
}
wsp.kernel @half(%x: inout memref<32xf16>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<32xf16> -> !pto.tile<1x32xf16, ub>
  %1 = pto.tlog %0 : !pto.tile<1x32xf16, ub>
  pto.tstore %1, %x : !pto.tile<1x32xf16, ub>, memref<32xf16>
}
wsp.kernel @scalar(%x: inout memref<1xf64>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<1xf64>
  %1 = math.tanh %0 : f64
  memref.store %1, %x[%c0] : memref<1xf64>
}
wsp.workload @w(%x: inout memref<32xf32>, %h: inout memref<32xf16>, %s: inout memref<1xf64>) {
  wsp.task @tiles(%x) : memref<32xf32>
  wsp.task @half(%h) : memref<32xf16>
  wsp.task @scalar(%s) : memref<1xf64>
}
