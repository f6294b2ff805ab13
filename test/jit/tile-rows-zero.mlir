// RUN: %python %src/test/data/Inputs/npy.py %t.plus.npy f2 1x100 -1 0 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.mixed.npy f2 1x100 -0 -1 0 -2 0
// RUN: %python %src/test/data/Inputs/npy.py %t.minus.npy f2 1x100 -1 0 -0 -2
// RUN: %python %src/test/data/Inputs/npy.py %t.zero.npy f2 1 0
// RUN: %python %src/test/data/Inputs/npy.py %t.less.npy f2 1 -0
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.plus.npy --out max=%t.got.npy
// RUN: cmp %t.got.npy %t.zero.npy
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.mixed.npy --out max=%t.got.npy
// RUN: cmp %t.got.npy %t.zero.npy
// RUN: ptowsp-run %s --pass-pipeline= --in x=%t.minus.npy --out max=%t.got.npy
// RUN: cmp %t.got.npy %t.less.npy

// A maximum of zeros has the sign of the last of them, also where all or none are negative.
wsp.kernel @k(%x: in memref<1x100xf16>, %max: out memref<1xf16>) attributes {core = "aiv"} {
  %0 = pto.tload %x : memref<1x100xf16> -> !pto.tile<1x100xf16, ub>
  %1 = pto.trowmax %0 : !pto.tile<1x100xf16, ub> -> !pto.tile<1x1xf16, ub>
  pto.tstore %1, %max : !pto.tile<1x1xf16, ub>, memref<1xf16>
}
wsp.workload @w(%x: in memref<1x100xf16>, %max: out memref<1xf16>) {
  wsp.task @k(%x, %max) : memref<1x100xf16>, memref<1xf16>
}
