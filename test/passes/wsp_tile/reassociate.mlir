// RUN: ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize --wsp-infer-deps %s 2>&1 | FileCheck %s
// RUN: sed 's/wsp.reassociate, //' %s | ptowsp-opt --wsp-tile --wsp-outline-tasks --canonicalize --wsp-infer-deps - 2>&1 | FileCheck %s --check-prefix=SERIAL

// Parts of a sum that may be reassociated depend on nothing but what they read; the last task
// combines them. Otherwise each waits for the one before it.
// CHECK: remark: summed up in 3 independent parts
// CHECK: wsp.kernel @w_2({{.*}}) attributes {{{.*}}wsp.reassociated = {{[0-9]+}} : i64}
// CHECK: memref.alloc() {wsp.name = "partial"} : memref<3x1xf32>
// CHECK: wsp.task @w_0{{.*}}depends = []
// CHECK: wsp.task @w_1{{.*}}depends = []
// CHECK: wsp.task @w_2{{.*}}RAW partial: { T2[] -> T0[{{.*}}RAW partial: { T2[] -> T1[
// SERIAL-NOT: partial
// SERIAL: RAW,WAW S: { T0[i = 40] -> T0[0] }
// SERIAL: RAW,WAW S: { T1[i] -> T0[40] }
wsp.workload @w(%A: in memref<100xf32>, %S: inout memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  scf.for %i = %c0 to %c100 step %c1 {
    %0 = memref.load %S[%c0] : memref<1xf32>
    %1 = memref.load %A[%i] : memref<100xf32>
    %2 = arith.addf %0, %1 : f32
    memref.store %2, %S[%c0] : memref<1xf32>
  } {wsp.iv = "i", wsp.reassociate, wsp.tile = 40 : i64}
}
