// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Comparisons and selections check the types and shapes.
wsp.kernel @k(%a: in memref<4x16xi16>, %b: in memref<4x16xf64>, %c: in memref<4x16xf32>) {
  %0 = pto.tload %a : memref<4x16xi16> -> !pto.tile<4x16xi16, ub>
  %1 = pto.tload %b : memref<4x16xf64> -> !pto.tile<4x16xf64, ub>
  %2 = pto.tload %c : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  // expected-error@+1 {{'pto.tcmp' op compares elements of type f16, f32 or i32; convert others with pto.tcvt first}}
  %3 = pto.tcmp eq, %0, %0 : !pto.tile<4x16xi16, ub> -> !pto.tile<4x16xi1, ub>
  // expected-error@+1 {{'pto.tcmp' op the result must be a mask: a tile of 4x16xi1}}
  %4 = pto.tcmp eq, %2, %2 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xi8, ub>
  %5 = pto.tcmp eq, %2, %2 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xi1, ub>
  // expected-error@+1 {{'pto.tsel' op chooses between elements of 2 or 4 bytes}}
  %6 = pto.tsel %5, %1, %1 : !pto.tile<4x16xi1, ub>, !pto.tile<4x16xf64, ub>
  // expected-error@+1 {{'pto.tsel' op 'mask' must be a tile of 4x16xi1}}
  %7 = pto.tsel %2, %2, %2 : !pto.tile<4x16xf32, ub>, !pto.tile<4x16xf32, ub>
}

// -----

// A mask is for selections and for the instructions on bits.
wsp.kernel @k(%a: in memref<4x16xi1>, %c: in memref<4x16xf32>) {
  // expected-error@+1 {{'pto.tload' op does not work on masks (tiles of i1); choose between two tiles with pto.tsel}}
  %0 = pto.tload %a : memref<4x16xi1> -> !pto.tile<4x16xi1, ub>
  %1 = pto.tload %c : memref<4x16xf32> -> !pto.tile<4x16xf32, ub>
  %2 = pto.tcmp lt, %1, %1 : !pto.tile<4x16xf32, ub> -> !pto.tile<4x16xi1, ub>
  // expected-error@+1 {{'pto.tadd' op does not work on masks}}
  %3 = pto.tadd %2, %2 : !pto.tile<4x16xi1, ub>
  // expected-error@+1 {{'pto.tcvt' op does not work on masks}}
  %4 = pto.tcvt %2 : !pto.tile<4x16xi1, ub> -> !pto.tile<4x16xf32, ub>
  %5 = pto.tnot %2 : !pto.tile<4x16xi1, ub>
}
