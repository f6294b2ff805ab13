// RUN: ptowsp-opt --pto-plan-memory %s | FileCheck %s

// As long as everything fits, tiles lie one behind the other; rows are padded to 32 bytes.
// CHECK-LABEL: wsp.kernel @apart
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.tload %y {addr = 96 : i64}
// CHECK: pto.tadd {{.*}} {addr = 192 : i64}
wsp.kernel @apart(%x: in memref<3x5xf32>, %y: inout memref<3x5xf32>) {
  %0 = pto.tload %x : memref<3x5xf32> -> !pto.tile<3x5xf32, ub>
  %1 = pto.tload %y : memref<3x5xf32> -> !pto.tile<3x5xf32, ub>
  %2 = pto.tadd %0, %1 : !pto.tile<3x5xf32, ub>
  pto.tstore %2, %y : !pto.tile<3x5xf32, ub>, memref<3x5xf32>
}

// What does not fit side by side shares places: a result takes that of an operand which dies.
// CHECK-LABEL: wsp.kernel @in_place
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.tload %y {addr = 65536 : i64}
// CHECK: pto.tmul {{.*}} {addr = 0 : i64}
// CHECK: pto.tadd {{.*}} {addr = 0 : i64}
wsp.kernel @in_place(%x: in memref<128x128xf32>, %y: inout memref<128x128xf32>) {
  %0 = pto.tload %x : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  %1 = pto.tload %y : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  %2 = pto.tmul %0, %1 : !pto.tile<128x128xf32, ub>
  %3 = pto.tadd %2, %1 : !pto.tile<128x128xf32, ub>
  pto.tstore %3, %y : !pto.tile<128x128xf32, ub>, memref<128x128xf32>
}

// A quotient by a scalar spreads the scalar over its result before it reads the operand.
// CHECK-LABEL: wsp.kernel @not_in_place
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.tdivs {{.*}} {addr = 65536 : i64}
// CHECK: pto.trecip {{.*}} {addr = 0 : i64}
wsp.kernel @not_in_place(%x: inout memref<128x128xf32>, %s: value f32) {
  %0 = pto.tload %x : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  %1 = pto.tdivs %0, %s : !pto.tile<128x128xf32, ub>
  %2 = pto.trecip %1 : !pto.tile<128x128xf32, ub>
  pto.tstore %2, %x : !pto.tile<128x128xf32, ub>, memref<128x128xf32>
}

// A dead tile's place is used again, and one that is read later is not.
// CHECK-LABEL: wsp.kernel @reuse
// CHECK: pto.tload %x {addr = 0 : i64}
// CHECK: pto.tload %y {addr = 65536 : i64}
// CHECK: pto.tload %y {addr = 65536 : i64}
// CHECK: pto.tadd {{.*}} {addr = 0 : i64}
wsp.kernel @reuse(%x: inout memref<128x128xf32>, %y: inout memref<128x128xf32>) {
  %0 = pto.tload %x : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  %1 = pto.tload %y : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  pto.tstore %1, %x : !pto.tile<128x128xf32, ub>, memref<128x128xf32>
  %2 = pto.tload %y : memref<128x128xf32> -> !pto.tile<128x128xf32, ub>
  %3 = pto.tadd %0, %2 : !pto.tile<128x128xf32, ub>
  pto.tstore %3, %y : !pto.tile<128x128xf32, ub>, memref<128x128xf32>
}
