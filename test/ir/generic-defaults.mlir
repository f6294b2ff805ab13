// RUN: ptowsp-opt --print-generic %s | FileCheck %s

// What the custom form leaves out, the generic form spells, as MLIR does.
// CHECK: "arith.addi"(%arg0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
// CHECK: "arith.cmpf"(%arg1, %arg1) <{fastmath = #arith.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
// CHECK: "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
func.func @f(%a: i32, %b: f32) {
  %0 = arith.addi %a, %a : i32
  %1 = arith.cmpf olt, %b, %b : f32
  %2 = memref.alloc() : memref<4xf32>
  return
}
