// RUN: ptowsp-opt --canonicalize %s | ptowsp-opt | FileCheck %s

// Types have no extents that no array has: such numbers stay operands.
// CHECK-LABEL: func.func @sizes
// CHECK:         %[[C:.*]] = arith.constant 4611686018427387904 : index
// CHECK:         memref.alloc(%[[C]]) : memref<?xf32>
// CHECK:         memref.view %arg1[{{.*}}][%[[C]]] : memref<?xi8> to memref<?xf32>
// CHECK:         memref.subview %arg0[{{.*}}] [%[[C]]] [1]
// CHECK:         memref.reinterpret_cast %arg0 to offset: [0], sizes: [%[[C]], %[[C]]]
func.func @sizes(%s: memref<?xf32>, %bytes: memref<?xi8>) -> (memref<?xf32>, memref<?xf32>, memref<?xf32, strided<[1], offset: ?>>, memref<?x?xf32, strided<[?, 1]>>) {
  %c = arith.constant 4611686018427387904 : index
  %c1 = arith.constant 1 : index
  %0 = memref.alloc(%c) : memref<?xf32>
  %1 = memref.view %bytes[%c1][%c] : memref<?xi8> to memref<?xf32>
  %2 = memref.subview %s[%c1] [%c] [1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
  %3 = memref.reinterpret_cast %s to offset: [0], sizes: [%c, %c], strides: [%c, 1] : memref<?xf32> to memref<?x?xf32, strided<[?, 1]>>
  return %0, %1, %2, %3 : memref<?xf32>, memref<?xf32>, memref<?xf32, strided<[1], offset: ?>>, memref<?x?xf32, strided<[?, 1]>>
}

// A sum that leaves its width begins anew from below: 128 of i8 is negative, from i = 28 on.
// CHECK-LABEL: func.func @wraps
// CHECK-DAG:     %[[FIRST:.*]] = arith.constant 28 : i8
// CHECK-DAG:     %[[END:.*]] = arith.constant 60 : i8
// CHECK:         scf.for %{{.*}} = %[[FIRST]] to %[[END]]
func.func @wraps(%m: memref<100xf32>, %x: f32) {
  %c0 = arith.constant 0 : i8
  %c60 = arith.constant 60 : i8
  %c1 = arith.constant 1 : i8
  %c100 = arith.constant 100 : i8
  scf.for %i = %c0 to %c60 step %c1 : i8 {
    %sum = arith.addi %i, %c100 : i8
    %negative = arith.cmpi slt, %sum, %c0 : i8
    scf.if %negative {
      %at = arith.index_cast %i : i8 to index
      memref.store %x, %m[%at] : memref<100xf32>
    }
  }
  return
}

// Nothing is computed with integers of no bits.
// CHECK-LABEL: func.func @no_bits
// CHECK:         arith.divsi
// CHECK-NEXT:    arith.maxsi
// CHECK-NEXT:    math.ctlz
func.func @no_bits() -> (i0, i0) {
  %c = arith.constant 0 : i0
  %0 = arith.divsi %c, %c : i0
  %1 = arith.maxsi %0, %c : i0
  %2 = math.ctlz %c : i0
  return %1, %2 : i0, i0
}

// What double does not hold is rounded to other types once, or when the program runs.
// CHECK-LABEL: func.func @rounded
// CHECK-DAG:     arith.constant 9.00719925E+15 : f32
// CHECK:         arith.sitofp %{{.*}} : i64 to bf16
// CHECK-NEXT:    arith.sitofp %{{.*}} : i64 to tf32
func.func @rounded() -> (f32, bf16, tf32) {
  %c = arith.constant 9007199254740993 : i64
  %0 = arith.sitofp %c : i64 to f32
  %1 = arith.sitofp %c : i64 to bf16
  %2 = arith.sitofp %c : i64 to tf32
  return %0, %1, %2 : f32, bf16, tf32
}

// A part that ends beyond 64 bits ends beyond its buffer: it stays for whoever runs it.
// CHECK-LABEL: func.func @beyond
// CHECK:         memref.subview %arg0[%{{.*}}] [%{{.*}}] [%{{.*}}] : memref<8xf32> to memref<?xf32
func.func @beyond(%m: memref<8xf32>) -> memref<?xf32, strided<[?], offset: ?>> {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %most = arith.constant 9223372036854775807 : index
  %0 = memref.subview %m[%c1] [%c3] [%most] : memref<8xf32> to memref<?xf32, strided<[?], offset: ?>>
  return %0 : memref<?xf32, strided<[?], offset: ?>>
}
