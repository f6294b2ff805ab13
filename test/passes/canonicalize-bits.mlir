// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Truth compared with true, two signs of a product, halves that nothing reads.
// CHECK-LABEL: func.func @short
// CHECK-NEXT:    %[[P:.*]] = arith.mulf %arg1, %arg2
// CHECK-NEXT:    %[[S:.*]] = arith.addi %arg3, %arg4
// CHECK-NEXT:    return %arg0, %[[P]], %[[S]]
func.func @short(%p: i1, %x: f32, %y: f32, %a: i32, %b: i32) -> (i1, f32, i32) {
  %true = arith.constant true
  cf.assert %true, "never seen"
  %0 = arith.cmpi eq, %p, %true : i1
  %1 = arith.negf %x : f32
  %2 = arith.negf %y : f32
  %3 = arith.mulf %1, %2 : f32
  %4, %5 = arith.addui_extended %a, %b : i32, i1
  return %0, %3, %4 : i1, f32, i32
}

// Numbers of bits and kinds of floats that are known.
// CHECK-LABEL: func.func @counts
// CHECK-DAG:     %[[LZ:.*]] = arith.constant 29 : i32
// CHECK-DAG:     %[[TZ:.*]] = arith.constant 2 : i32
// CHECK-DAG:     %[[ONES:.*]] = arith.constant 1 : i32
// CHECK-DAG:     %[[TRUE:.*]] = arith.constant true
// CHECK:         return %[[LZ]], %[[TZ]], %[[ONES]], %[[TRUE]]
func.func @counts() -> (i32, i32, i32, i1) {
  %c4 = arith.constant 4 : i32
  %nan = arith.constant 0x7FC00000 : f32
  %0 = math.ctlz %c4 : i32
  %1 = math.cttz %c4 : i32
  %2 = math.ctpop %c4 : i32
  %3 = math.isnan %nan : f32
  return %0, %1, %2, %3 : i32, i32, i32, i1
}

// A half that is read, and a comparison with false, which is another value.
// CHECK-LABEL: func.func @stays
// CHECK:         arith.cmpi eq, %arg0
// CHECK:         arith.addui_extended
func.func @stays(%p: i1, %a: i32) -> (i1, i32, i1) {
  %false = arith.constant false
  %0 = arith.cmpi eq, %p, %false : i1
  %1, %2 = arith.addui_extended %a, %a : i32, i1
  return %0, %1, %2 : i1, i32, i1
}
