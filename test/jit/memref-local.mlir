// RUN: ptowsp-run %s --pass-pipeline= --out x=%t.x.npy --out y=%t.y.npy
// RUN: cmp %t.x.npy %t.y.npy

// Arrays of a kernel's own may be larger than any stack: here 16 MiB beside a scalar cell.
wsp.kernel @k(%x: in memref<2048x2048xf32>, %y: out memref<2048x2048xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 2048 : index
  %big = memref.alloca() : memref<2048x2048xf32>
  %cell = memref.alloca() : memref<f32>
  memref.copy %x, %big : memref<2048x2048xf32> to memref<2048x2048xf32>
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %a = memref.load %big[%i, %j] : memref<2048x2048xf32>
      memref.store %a, %cell[] : memref<f32>
      %b = memref.load %cell[] : memref<f32>
      memref.store %b, %y[%i, %j] : memref<2048x2048xf32>
    }
  }
}
wsp.workload @w(%x: in memref<2048x2048xf32>, %y: out memref<2048x2048xf32>) {
  wsp.task @k(%x, %y) : memref<2048x2048xf32>, memref<2048x2048xf32>
}
