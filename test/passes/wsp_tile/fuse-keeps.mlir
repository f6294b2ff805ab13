// RUN: ptowsp-opt --wsp-tile --canonicalize %s 2>&1 | FileCheck %s
// RUN: ptowsp-opt --wsp-tile=fuse=false --canonicalize %s 2>&1 | FileCheck %s --check-prefix=OFF

// What other iterations write keeps two nests apart, and so does the option.
// CHECK: remark: not fused with the nest before it, which writes 'T': iterations of the one use what other iterations of the other do
// CHECK: wsp.tile_loop
// CHECK: wsp.tile_loop
// OFF-NOT: fused
// OFF: wsp.tile_loop
// OFF: wsp.tile_loop
wsp.workload @w(%A: in memref<65536xf32>, %B: out memref<65536xf32>, %T: inout memref<65536xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 65536 : index
  %m = arith.constant 65535 : index
  scf.for %i = %c0 to %n step %c1 {
    %0 = memref.load %A[%i] : memref<65536xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %T[%i] : memref<65536xf32>
  } {wsp.iv = "i"}
  scf.for %i = %c0 to %n step %c1 {
    %r = arith.subi %m, %i : index
    %0 = memref.load %T[%r] : memref<65536xf32>
    %1 = arith.addf %0, %0 : f32
    memref.store %1, %B[%i] : memref<65536xf32>
  } {wsp.iv = "i"}
}
