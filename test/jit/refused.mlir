// RUN: split-file %s %t
// RUN: %exits 1 ptowsp-translate --target=llvmir %t/call.mlir 2>&1 | FileCheck %t/call.mlir
// RUN: %exits 1 ptowsp-translate --target=llvmir %t/stride.mlir 2>&1 | FileCheck %t/stride.mlir
// RUN: %exits 1 ptowsp-translate --target=llvmir %t/huge.mlir 2>&1 | FileCheck %t/huge.mlir
// RUN: %exits 1 ptowsp-translate --target=llvmir %t/vector.mlir 2>&1 | FileCheck %t/vector.mlir
// RUN: %exits 1 ptowsp-translate --target=llvmir %t/shape.mlir 2>&1 | FileCheck %t/shape.mlir

//--- call.mlir
// An op without a lowering is refused where it stands.
// CHECK: call.mlir:[[@LINE+2]]:{{[0-9]+}}: error: 'func.call': cannot be compiled in a kernel
wsp.kernel @k(%x: inout memref<2xf32>) {
  func.call @f() : () -> ()
}
func.func private @f()

//--- stride.mlir
// An array whose strides nobody knows cannot be addressed.
// CHECK: stride.mlir:[[@LINE+3]]:{{[0-9]+}}: error: 'memref.load': stride 0 of the buffer is not known
wsp.kernel @k(%x: inout memref<2xf32, strided<[?], offset: ?>>) {
  %c0 = arith.constant 0 : index
  %a = memref.load %x[%c0] : memref<2xf32, strided<[?], offset: ?>>
}

//--- huge.mlir
// A tile beyond every memory of a core is refused.
// CHECK: error: 'pto.tload': a tile has between 1 and 16777216 elements
wsp.kernel @k(%x: in memref<99999x99999xf32>) {
  %0 = pto.tload %x : memref<99999x99999xf32> -> !pto.tile<99999x99999xf32, ub>
}

//--- vector.mlir
// A vector is one row or one column of a tile.
// CHECK: error: 'pto.tload' op a tile of 8x8 does not lie within the buffer
wsp.kernel @k(%x: in memref<64xf32>) {
  %0 = pto.tload %x : memref<64xf32> -> !pto.tile<8x8xf32, ub>
}

//--- shape.mlir
// A product needs fitting shapes.
// CHECK: error: 'pto.tmatmul' op multiplies MxK by KxN into MxN, but has 16x16, 8x16 and 16x16
wsp.kernel @k(%x: in memref<16x16xf32>) {
  %a = pto.tload %x : memref<16x16xf32> -> !pto.tile<16x16xf32, l1>
  %b = pto.tload %x : memref<16x16xf32> -> !pto.tile<8x16xf32, l1>
  %0 = pto.tmov %a : !pto.tile<16x16xf32, l1> -> !pto.tile<16x16xf32, l0a>
  %1 = pto.tmov %b : !pto.tile<8x16xf32, l1> -> !pto.tile<8x16xf32, l0b>
  %2 = pto.tmatmul %0, %1 : !pto.tile<16x16xf32, l0a>, !pto.tile<8x16xf32, l0b> -> !pto.tile<16x16xf32, l0c>
}
