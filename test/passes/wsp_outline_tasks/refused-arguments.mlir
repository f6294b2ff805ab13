// RUN: ptowsp-opt --wsp-outline-tasks --verify-diagnostics %s

// Arguments that have no type in common cannot be packed.
// expected-error@+1 {{this task needs 17 arguments, a task takes at most 16, and too few of them are of one type to be packed}}
wsp.kernel @k(%a0: in memref<2xf16>, %a1: in memref<2xbf16>, %a2: in memref<2xf32>, %a3: in memref<2xf64>, %a4: in memref<2xi8>, %a5: in memref<2xi16>, %a6: in memref<2xi32>, %a7: in memref<2xi64>, %a8: in memref<2x2xf16>, %a9: in memref<2x2xbf16>, %a10: in memref<2x2xf32>, %a11: in memref<2x2xf64>, %a12: in memref<2x2xi8>, %a13: in memref<2x2xi16>, %a14: in memref<2x2xi32>, %a15: in memref<2x2xi64>, %a16: in memref<2x2x2xf32>) {
}
wsp.workload @w(%a0: in memref<2xf16>, %a1: in memref<2xbf16>, %a2: in memref<2xf32>, %a3: in memref<2xf64>, %a4: in memref<2xi8>, %a5: in memref<2xi16>, %a6: in memref<2xi32>, %a7: in memref<2xi64>, %a8: in memref<2x2xf16>, %a9: in memref<2x2xbf16>, %a10: in memref<2x2xf32>, %a11: in memref<2x2xf64>, %a12: in memref<2x2xi8>, %a13: in memref<2x2xi16>, %a14: in memref<2x2xi32>, %a15: in memref<2x2xi64>, %a16: in memref<2x2x2xf32>) {
  wsp.task @k(%a0, %a1, %a2, %a3, %a4, %a5, %a6, %a7, %a8, %a9, %a10, %a11, %a12, %a13, %a14, %a15, %a16) : memref<2xf16>, memref<2xbf16>, memref<2xf32>, memref<2xf64>, memref<2xi8>, memref<2xi16>, memref<2xi32>, memref<2xi64>, memref<2x2xf16>, memref<2x2xbf16>, memref<2x2xf32>, memref<2x2xf64>, memref<2x2xi8>, memref<2x2xi16>, memref<2x2xi32>, memref<2x2xi64>, memref<2x2x2xf32>
}
