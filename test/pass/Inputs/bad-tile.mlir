wsp.workload @w(%a: in memref<100xf32>, %y: out memref<100xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  scf.for %i = %c0 to %c100 step %c1 {
    %0 = memref.load %a[%i] : memref<100xf32>
    memref.store %0, %y[%i] : memref<100xf32>
  } {wsp.iv = "i", wsp.tile = 0 : i64}
}
