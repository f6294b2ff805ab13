// RUN: ptowsp-opt --wsp-infer-deps %s | FileCheck %s

wsp.kernel @fill(%a: out memref<64xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  memref.store %zero, %a[%c0] : memref<64xf32, strided<[1], offset: ?>>
}

// A step beyond the loop's end leaves it its first iteration.
// CHECK-LABEL: wsp.workload @once
// CHECK: wsp.task @fill{{.*}}depends = []
// CHECK: wsp.task @fill{{.*}}depends = ["WAW a: { T1[] -> T0[0] }"]
wsp.workload @once(%a: out memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %most = arith.constant 9223372036854775807 : index
  %0 = wsp.at %a[%c0] : memref<64xf32> to memref<64xf32, strided<[1], offset: ?>>
  scf.for %i = %c0 to %c64 step %most {
    wsp.task @fill(%0) : memref<64xf32, strided<[1], offset: ?>>
  }
  wsp.task @fill(%0) : memref<64xf32, strided<[1], offset: ?>>
}
