// RUN: ptowsp-opt --pto-plan-memory %s | FileCheck %s

// Each memory of the cube core is planned by itself, in whole fractals of 512 bytes.
// CHECK-LABEL: wsp.kernel @product
// CHECK: pto.tload %a {addr = 0 : i64}
// CHECK: pto.tload %b {addr = 512 : i64}
// CHECK: pto.tmov {{.*}} {addr = 0 : i64} : {{.*}} -> !pto.tile<16x16xf16, l0a>
// CHECK: pto.tmov {{.*}} {addr = 0 : i64} : {{.*}} -> !pto.tile<16x16xf16, l0b>
// CHECK: pto.tmatmul {{.*}} {addr = 0 : i64}
// CHECK: pto.tmatmul_acc {{.*}} {addr = 0 : i64}
wsp.kernel @product(%a: in memref<16x16xf16>, %b: in memref<16x16xf16>, %c: out memref<16x16xf32>) {
  %0 = pto.tload %a : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %1 = pto.tload %b : memref<16x16xf16> -> !pto.tile<16x16xf16, l1>
  %2 = pto.tmov %0 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0a>
  %3 = pto.tmov %1 : !pto.tile<16x16xf16, l1> -> !pto.tile<16x16xf16, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b> -> !pto.tile<16x16xf32, l0c>
  %5 = pto.tmatmul_acc %4, %2, %3 : !pto.tile<16x16xf32, l0c>, !pto.tile<16x16xf16, l0a>, !pto.tile<16x16xf16, l0b>
  pto.tstore %5, %c : !pto.tile<16x16xf32, l0c>, memref<16x16xf32>
}

// A row reduction has working memory of its own, and a reshape is in the place of its source.
// CHECK-LABEL: wsp.kernel @reduction
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.trowmax {{.*}} {addr = 2048 : i64, scratch = 2080 : i64}
// CHECK: pto.treshape {{.*}} {addr = 2048 : i64}
// CHECK: pto.texp {{.*}} {addr = 4128 : i64}
wsp.kernel @reduction(%x: in memref<8x64xf32>, %m: out memref<8xf32>) {
  %0 = pto.tload %x : memref<8x64xf32> -> !pto.tile<8x64xf32, ub>
  %1 = pto.trowmax %0 : !pto.tile<8x64xf32, ub> -> !pto.tile<8x1xf32, ub>
  %2 = pto.treshape %1 : !pto.tile<8x1xf32, ub> -> !pto.tile<1x8xf32, ub>
  %3 = pto.texp %2 : !pto.tile<1x8xf32, ub>
  pto.tstore %3, %m : !pto.tile<1x8xf32, ub>, memref<8xf32>
}

// A tile that a loop reads lives to the end of the loop.
// CHECK-LABEL: wsp.kernel @across
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: scf.for
// CHECK: pto.texp {{.*}} {addr = 65536 : i64}
// CHECK: pto.texp {{.*}} {addr = 65536 : i64}
wsp.kernel @across(%x: inout memref<128x128xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %0 = pto.tload %x : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  scf.for %i = %c0 to %c4 step %c1 {
    %1 = pto.texp %0 : !pto.tile<128x128xf32, ub>
    %2 = pto.texp %1 : !pto.tile<128x128xf32, ub>
    pto.tstore %2, %x : !pto.tile<128x128xf32, ub>, memref<128x128xf32>
  }
}

// A kernel without tiles is none of its business.
// CHECK-LABEL: wsp.kernel @scalar
// CHECK-NOT: addr
wsp.kernel @scalar(%x: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<8xf32>
  memref.store %0, %x[%c0] : memref<8xf32>
}
