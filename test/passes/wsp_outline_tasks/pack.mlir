// RUN: ptowsp-opt --wsp-outline-tasks --canonicalize --verify-diagnostics %s | FileCheck %s

// Of 17 arrays, as many become slices of one as it takes; a task of its own copies the boxes that
// are touched.
// CHECK: wsp.kernel @w_0_pack(%a0: in memref<1xf32, {{.*}}>, %a1: in memref<1xf32, {{.*}}>, %packed: out memref<2x1xf32
// CHECK: memref.store %{{.*}}, %packed[%c0, %{{.*}}]
// CHECK: memref.store %{{.*}}, %packed[%c1, %{{.*}}]
// CHECK: wsp.kernel @w_0(%a2: in {{.*}}, %b: out {{.*}}, %packed: memref<2x1xf32
// CHECK: %packed = memref.alloc() {wsp.name = "packed"} : memref<1x2x1xf32>
// CHECK: wsp.task @w_0_pack
// CHECK: wsp.task @w_0(
wsp.workload @w(%a0: in memref<8xf32>, %a1: in memref<8xf32>, %a2: in memref<8xf32>, %a3: in memref<8xf32>, %a4: in memref<8xf32>, %a5: in memref<8xf32>, %a6: in memref<8xf32>, %a7: in memref<8xf32>, %a8: in memref<8xf32>, %a9: in memref<8xf32>, %a10: in memref<8xf32>, %a11: in memref<8xf32>, %a12: in memref<8xf32>, %a13: in memref<8xf32>, %a14: in memref<8xf32>, %a15: in memref<8xf32>, %b: out memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %v0 = memref.load %a0[%c0] : memref<8xf32>
  %v1 = memref.load %a1[%c0] : memref<8xf32>
  %v2 = memref.load %a2[%c0] : memref<8xf32>
  %v3 = memref.load %a3[%c0] : memref<8xf32>
  %v4 = memref.load %a4[%c0] : memref<8xf32>
  %v5 = memref.load %a5[%c0] : memref<8xf32>
  %v6 = memref.load %a6[%c0] : memref<8xf32>
  %v7 = memref.load %a7[%c0] : memref<8xf32>
  %v8 = memref.load %a8[%c0] : memref<8xf32>
  %v9 = memref.load %a9[%c0] : memref<8xf32>
  %v10 = memref.load %a10[%c0] : memref<8xf32>
  %v11 = memref.load %a11[%c0] : memref<8xf32>
  %v12 = memref.load %a12[%c0] : memref<8xf32>
  %v13 = memref.load %a13[%c0] : memref<8xf32>
  %v14 = memref.load %a14[%c0] : memref<8xf32>
  %v15 = memref.load %a15[%c0] : memref<8xf32>
  %s1 = arith.addf %v0, %v1 : f32
  %s2 = arith.addf %s1, %v2 : f32
  %s3 = arith.addf %s2, %v3 : f32
  %s4 = arith.addf %s3, %v4 : f32
  %s5 = arith.addf %s4, %v5 : f32
  %s6 = arith.addf %s5, %v6 : f32
  %s7 = arith.addf %s6, %v7 : f32
  %s8 = arith.addf %s7, %v8 : f32
  %s9 = arith.addf %s8, %v9 : f32
  %s10 = arith.addf %s9, %v10 : f32
  %s11 = arith.addf %s10, %v11 : f32
  %s12 = arith.addf %s11, %v12 : f32
  %s13 = arith.addf %s12, %v13 : f32
  %s14 = arith.addf %s13, %v14 : f32
  %s15 = arith.addf %s14, %v15 : f32
  // expected-remark@+1 {{this task has 17 arguments, more than the 16 that a task takes}}
  memref.store %s15, %b[%c0] : memref<8xf32>
}
