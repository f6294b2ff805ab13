// Loads of constants, copies of nothing, frames without buffers.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

memref.global "private" constant @table : memref<2x2xi32> = dense<[[1, 2], [3, 4]]>
memref.global "private" @variable : memref<2xi32> = dense<7>

// CHECK-LABEL: @loads
// CHECK-DAG:  %[[C3:.*]] = arith.constant 3 : i32
// CHECK-DAG:  %[[I:.*]] = memref.load %{{.*}}[%arg0, %{{.*}}]
// CHECK-DAG:  %[[V:.*]] = memref.load %{{.*}}[%{{.*}}] : memref<2xi32>
// CHECK:      return %[[C3]], %[[I]], %[[V]]
func.func @loads(%i: index) -> (i32, i32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.get_global @table : memref<2x2xi32>
  %v = memref.get_global @variable : memref<2xi32>
  %0 = memref.load %t[%c1, %c0] : memref<2x2xi32>
  %1 = memref.load %t[%i, %c0] : memref<2x2xi32>
  %2 = memref.load %v[%c0] : memref<2xi32>
  return %0, %1, %2 : i32, i32, i32
}

// An element outside of the table is not known.
// CHECK-LABEL: @outside
// CHECK: memref.load
func.func @outside() -> i32 {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %t = memref.get_global @table : memref<2x2xi32>
  %0 = memref.load %t[%c0, %c2] : memref<2x2xi32>
  return %0 : i32
}

// CHECK-LABEL: @copies
// CHECK-NEXT: memref.copy %arg1, %arg2
// CHECK-NEXT: return
func.func @copies(%e: memref<0x4xf32>, %a: memref<4xf32>, %b: memref<4xf32>) {
  memref.copy %e, %e : memref<0x4xf32> to memref<0x4xf32>
  memref.copy %a, %a : memref<4xf32> to memref<4xf32>
  memref.copy %a, %b : memref<4xf32> to memref<4xf32>
  return
}

// The first allocates in its frame and is not the last of the function.
// CHECK-LABEL: @frames
// CHECK-NEXT: memref.alloca_scope {
// CHECK:      }
// CHECK-NEXT: memref.store
// CHECK-NEXT: memref.alloca
// CHECK-NOT:  memref.alloca_scope
func.func @frames(%m: memref<index>, %i: index) {
  memref.alloca_scope {
    %a = memref.alloca(%i) : memref<?xi64>
    "use"(%a) : (memref<?xi64>) -> ()
  }
  memref.alloca_scope {
    memref.store %i, %m[] : memref<index>
  }
  memref.alloca_scope {
    %a = memref.alloca(%i) : memref<?xi64>
    "use"(%a) : (memref<?xi64>) -> ()
  }
  return
}
