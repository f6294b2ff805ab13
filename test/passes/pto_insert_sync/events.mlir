// RUN: ptowsp-opt --pto-insert-sync %s | FileCheck %s

// A pair of pipes has eight events; where a ninth would be in flight, all pipes drain.
// CHECK-LABEL: wsp.kernel @nine
// CHECK: pto.wait_flag MTE2 -> V event 6
// CHECK: pto.wait_flag MTE2 -> V event 7
// CHECK-NEXT: pto.texp %{{.*}} {addr = 1792 : i64}
// CHECK-NEXT: pto.pipe_barrier ALL
// CHECK-NEXT: pto.texp %{{.*}} {addr = 2048 : i64}
// CHECK-NEXT: }
wsp.kernel @nine(%x: in memref<8x8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %1 = pto.tload %x {addr = 256 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %2 = pto.tload %x {addr = 512 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %3 = pto.tload %x {addr = 768 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %4 = pto.tload %x {addr = 1024 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %5 = pto.tload %x {addr = 1280 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %6 = pto.tload %x {addr = 1536 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %7 = pto.tload %x {addr = 1792 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %8 = pto.tload %x {addr = 2048 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %e0 = pto.texp %0 {addr = 0 : i64} : !pto.tile<8x8xf32, ub>
  %e1 = pto.texp %1 {addr = 256 : i64} : !pto.tile<8x8xf32, ub>
  %e2 = pto.texp %2 {addr = 512 : i64} : !pto.tile<8x8xf32, ub>
  %e3 = pto.texp %3 {addr = 768 : i64} : !pto.tile<8x8xf32, ub>
  %e4 = pto.texp %4 {addr = 1024 : i64} : !pto.tile<8x8xf32, ub>
  %e5 = pto.texp %5 {addr = 1280 : i64} : !pto.tile<8x8xf32, ub>
  %e6 = pto.texp %6 {addr = 1536 : i64} : !pto.tile<8x8xf32, ub>
  %e7 = pto.texp %7 {addr = 1792 : i64} : !pto.tile<8x8xf32, ub>
  %e8 = pto.texp %8 {addr = 2048 : i64} : !pto.tile<8x8xf32, ub>
}

// An event is used again once its last wait is known to be through.
// CHECK-LABEL: wsp.kernel @again
// CHECK-NOT: event 1
wsp.kernel @again(%x: inout memref<8x8xf32>) {
  %0 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %1 = pto.texp %0 {addr = 0 : i64} : !pto.tile<8x8xf32, ub>
  pto.tstore %1, %x : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
  %2 = pto.tload %x {addr = 0 : i64} : memref<8x8xf32> -> !pto.tile<8x8xf32, ub>
  %3 = pto.texp %2 {addr = 0 : i64} : !pto.tile<8x8xf32, ub>
  pto.tstore %3, %x : !pto.tile<8x8xf32, ub>, memref<8x8xf32>
}
