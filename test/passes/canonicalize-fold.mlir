// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Constants fold through index arithmetic and end once, at the start.
// CHECK-LABEL: func.func @index_sum
// CHECK-NEXT:    %[[C6:.*]] = arith.constant 6 : index
// CHECK-NEXT:    %[[R:.*]] = arith.addi %arg0, %[[C6]] : index
// CHECK-NEXT:    return %[[R]]
func.func @index_sum(%i: index) -> index {
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %0 = arith.addi %c2, %i : index
  %1 = arith.addi %0, %c4 : index
  return %1 : index
}

// Subtracting a constant becomes adding its negative.
// CHECK-LABEL: func.func @minus
// CHECK:         %[[C:.*]] = arith.constant -3 : i32
// CHECK-NEXT:    arith.addi %arg0, %[[C]] : i32
func.func @minus(%x: i32) -> i32 {
  %c3 = arith.constant 3 : i32
  %0 = arith.subi %x, %c3 : i32
  return %0 : i32
}

// A comparison of constants decides a branch; only the one taken is left.
// CHECK-LABEL: func.func @branch
// CHECK-NOT:     scf.if
// CHECK:         memref.store %[[V:.*]], %arg0[]
// CHECK-NEXT:    return
func.func @branch(%m: memref<i32>) {
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %less = arith.cmpi slt, %c1, %c2 : i32
  scf.if %less {
    memref.store %c1, %m[] : memref<i32>
  } else {
    memref.store %c2, %m[] : memref<i32>
  }
  return
}
