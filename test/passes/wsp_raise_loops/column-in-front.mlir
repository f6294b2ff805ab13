// A column that lies in front of what a kernel says to touch is woven into no window.
// RUN: ptowsp-opt %s --wsp-raise-loops | FileCheck %s
// CHECK-NOT: pto.tsel
wsp.kernel @k(%x: in memref<16xf32>, %y: out memref<16x8xf32>) attributes {footprints = [
    {offsets = array<i64: 0>, sizes = array<i64: 16>},
    {offsets = array<i64: 0, 4>, sizes = array<i64: 16, 8>}]} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    %0 = memref.load %x[%i] : memref<16xf32>
    memref.store %0, %y[%i, %c0] : memref<16x8xf32>
  }
}
