// RUN: ptowsp-opt --wsp-infer-deps --verify-diagnostics %s

// Regions are checked against extents, so these must be known.
wsp.kernel @dynamic(%a: memref<?xf32, strided<[1], offset: ?>>) {
  %c0 = arith.constant 0 : index
  // expected-error@+1 {{the extents of 'a' are not constant; give the array constant extents}}
  %x = memref.load %a[%c0] : memref<?xf32, strided<[1], offset: ?>>
}
