// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Tile instructions that return an operand to the last bit are that operand.
// CHECK-LABEL: wsp.kernel @identities
// CHECK:         %[[X:.*]] = pto.tload
// CHECK-NEXT:    pto.tstore %[[X]], %{{.*}}
wsp.kernel @identities(%x: in memref<4x16xf32>, %y: out memref<4x16xf32>) {
  %one = arith.constant 1.0 : f32
  %minus = arith.constant -0.0 : f32
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tmuls %0, %one : !pto.tile<4x16xf32, ub>
  %2 = pto.tadds %1, %minus : !pto.tile<4x16xf32, ub>
  %3 = pto.ttrans %2 : !pto.tile<4x16xf32, ub> -> !pto.tile<16x4xf32, ub>
  %4 = pto.ttrans %3 : !pto.tile<16x4xf32, ub> -> !pto.tile<4x16xf32, ub>
  %5 = pto.tneg %4 : !pto.tile<4x16xf32, ub>
  %6 = pto.tneg %5 : !pto.tile<4x16xf32, ub>
  %7 = pto.tmax %6, %6 : !pto.tile<4x16xf32, ub>
  pto.tstore %7, %y : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}

// + 0.0 changes -0.0, and narrowing rounds.
// CHECK-LABEL: wsp.kernel @rounding
// CHECK:         pto.tadds
// CHECK:         pto.tcvt
// CHECK:         pto.tcvt
wsp.kernel @rounding(%x: in memref<4x16xf32>, %y: out memref<4x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %0 = pto.tload %x : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tadds %0, %zero : !pto.tile<4x16xf32, ub>
  %2 = pto.tcvt %1 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xf16, ub>
  %3 = pto.tcvt %2 : !pto.tile<4x16xf16, ub> -> !pto.tile<4x16xf32, ub>
  pto.tstore %3, %y : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}

// With addresses, a tile's place may be another's after its last reader.
// CHECK-LABEL: wsp.kernel @planned
// CHECK:         pto.tmuls
wsp.kernel @planned(%x: in memref<4x16xf32>, %y: out memref<4x16xf32>) {
  %one = arith.constant 1.0 : f32
  %0 = pto.tload %x {addr = 0 : i64} : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %1 = pto.tmuls %0, %one {addr = 256 : i64} : !pto.tile<4x16xf32, ub>
  pto.tstore %1, %y : !pto.tile<4x16xf32, ub>, memref<4x16xf32>
}
