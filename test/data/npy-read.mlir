// RUN: %python %src/test/data/Inputs/npy.py %t.1.npy f4 2x3 1 2 3 4 5 6
// RUN: %python %src/test/data/Inputs/npy.py %t.2.npy f4 2x3 1 2 3 4 5 6 --version=2
// RUN: %python %src/test/data/Inputs/npy.py %t.3.npy f4 2x3 1 2 3 4 5 6 --version=3
// RUN: %python %src/test/data/Inputs/npy.py %t.4.npy f4 2x3 1 2 3 4 5 6 --descr=f4 --header="{\"shape\":(2,3),\"descr\":\"<f4\",'fortran_order':False}"
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.1.npy --out x=%t.out.npy
// RUN: cmp %t.1.npy %t.out.npy
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.2.npy --out x=%t.out.npy
// RUN: cmp %t.1.npy %t.out.npy
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.3.npy --out x=%t.out.npy
// RUN: cmp %t.1.npy %t.out.npy
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.4.npy --out x=%t.out.npy
// RUN: cmp %t.1.npy %t.out.npy

// Headers of versions 1 to 3, in any order and quoting, are read; what is written is version 1, as
// NumPy writes it.
wsp.kernel @k(%x: in memref<2x3xf32>) {
}
wsp.workload @w(%x: in memref<2x3xf32>) {
  wsp.task @k(%x) : memref<2x3xf32>
}
