// RUN: ptowsp-translate --target=llvmir %s | FileCheck %s

// A byte that goes through f16 to f32 and back is computed as the integer it is.
// CHECK-LABEL: define void @kernel.whole
// CHECK-NOT:     half
// CHECK-NOT:     float
// CHECK:         ret void
wsp.kernel @whole(%a: in memref<64xi8>, %b: out memref<64xi8>) attributes {core = "aiv"} {
  %c3 = arith.constant 3 : i32
  %c24 = arith.constant 24 : i32
  %0 = pto.tload %a : memref<64xi8> -> !pto.tile<1x64xi8, ub>
  %1 = pto.tcvt %0 : !pto.tile<1x64xi8, ub> -> !pto.tile<1x64xf16, ub>
  %2 = pto.tcvt %1 : !pto.tile<1x64xf16, ub> -> !pto.tile<1x64xi32, ub>
  %3 = pto.tadds %2, %c3 : !pto.tile<1x64xi32, ub>
  %4 = pto.tshls %3, %c24 : !pto.tile<1x64xi32, ub>
  %5 = pto.tshrs %4, %c24 : !pto.tile<1x64xi32, ub>
  %6 = pto.tcvt %5 : !pto.tile<1x64xi32, ub> -> !pto.tile<1x64xf16, ub>
  %7 = pto.tcvt %6 : !pto.tile<1x64xf16, ub> -> !pto.tile<1x64xi8, ub>
  pto.tstore %7, %b : !pto.tile<1x64xi8, ub>, memref<64xi8>
}

// One that f16 may round stays a float.
// CHECK-LABEL: define void @kernel.rounded
// CHECK:         sitofp <32 x i16> %{{.*}} to <32 x half>
// CHECK:         fptosi
// CHECK:         ret void
wsp.kernel @rounded(%a: in memref<32xi16>, %b: out memref<32xi16>) attributes {core = "aiv"} {
  %0 = pto.tload %a : memref<32xi16> -> !pto.tile<1x32xi16, ub>
  %1 = pto.tcvt %0 : !pto.tile<1x32xi16, ub> -> !pto.tile<1x32xf16, ub>
  %2 = pto.tcvt %1 : !pto.tile<1x32xf16, ub> -> !pto.tile<1x32xi16, ub>
  pto.tstore %2, %b : !pto.tile<1x32xi16, ub>, memref<32xi16>
}

// A value with two users in a loop is computed once.
// CHECK-LABEL: define void @kernel.shared
// CHECK:         fmul <16 x float>
// CHECK-NOT:     fmul
// CHECK:         fadd <16 x float> %[[V:.*]], %[[V]]
// CHECK:         ret void
wsp.kernel @shared(%a: in memref<64xf32>, %b: out memref<64xf32>) attributes {core = "aiv"} {
  %c = arith.constant 3.0 : f32
  %0 = pto.tload %a : memref<64xf32> -> !pto.tile<1x64xf32, ub>
  %1 = pto.tmuls %0, %c : !pto.tile<1x64xf32, ub>
  %2 = pto.tadd %1, %1 : !pto.tile<1x64xf32, ub>
  pto.tstore %2, %b : !pto.tile<1x64xf32, ub>, memref<64xf32>
}

// A row read backwards is a shuffle; nobody computes the indices.
// CHECK-LABEL: define void @kernel.backwards
// CHECK-NOT:     icmp ult i64 %{{.*}}, 64
// CHECK:         shufflevector <16 x float> %{{.*}}, <16 x float> poison, <16 x i32> <i32 15, i32 14,
// CHECK:         ret void
wsp.kernel @backwards(%a: in memref<64xf32>, %b: out memref<64xf32>) attributes {core = "aiv"} {
  %c0 = arith.constant 0 : i32
  %c63 = arith.constant 63 : i32
  %0 = pto.tload %a : memref<64xf32> -> !pto.tile<1x64xf32, ub>
  %1 = pto.tci %c0 : i32 -> !pto.tile<1x64xi32, ub>
  %2 = pto.tneg %1 : !pto.tile<1x64xi32, ub>
  %3 = pto.tadds %2, %c63 : !pto.tile<1x64xi32, ub>
  %4 = pto.tgather %0, %3 : !pto.tile<1x64xf32, ub>, !pto.tile<1x64xi32, ub> -> !pto.tile<1x64xf32, ub>
  pto.tstore %4, %b : !pto.tile<1x64xf32, ub>, memref<64xf32>
}
