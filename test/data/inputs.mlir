// RUN: split-file %s %t
// RUN: ptowsp-run %t/one.mlir --pass-pipeline= --out x=%t/1.npy
// RUN: ptowsp-run %t/two.mlir --pass-pipeline= --out x=%t/2.npy --out y=%t/3.npy
// RUN: cmp %t/1.npy %t/2.npy
// RUN: not cmp -s %t/2.npy %t/3.npy
// RUN: ptowsp-run %t/one.mlir --pass-pipeline= --seed=7 --out x=%t/4.npy
// RUN: not cmp -s %t/1.npy %t/4.npy
// RUN: od -An -v -td1 -j128 %t/1.npy | FileCheck %s

// The numbers of an array follow from the seed and its name alone: a second array changes nothing.
// CHECK: -5 4 2 5 -2 4 3 2 7 -3 2 -8 -5 -3 -4 6

//--- one.mlir
wsp.kernel @k(%x: in memref<16xi8>) {
}
wsp.workload @w(%x: in memref<16xi8>) {
  wsp.task @k(%x) : memref<16xi8>
}

//--- two.mlir
wsp.kernel @k(%y: in memref<16xi8>, %x: in memref<16xi8>) {
}
wsp.workload @w(%y: in memref<16xi8>, %x: in memref<16xi8>) {
  wsp.task @k(%y, %x) : memref<16xi8>, memref<16xi8>
}
