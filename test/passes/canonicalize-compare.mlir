// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Constants go right, and the comparison turns with them.
// CHECK-LABEL: func.func @swapped
// CHECK:         arith.cmpi sgt, %arg0, %{{.*}} : i32
// CHECK:         arith.cmpi ule, %arg0, %{{.*}} : i32
func.func @swapped(%x: i32) -> (i1, i1) {
  %c5 = arith.constant 5 : i32
  %0 = arith.cmpi slt, %c5, %x : i32
  %1 = arith.cmpi uge, %c5, %x : i32
  return %0, %1 : i1, i1
}

// The opposite of a comparison of floats holds for NaN.
// CHECK-LABEL: func.func @inverted
// CHECK-NEXT:    arith.cmpi sge, %arg0, %arg1 : i32
// CHECK-NEXT:    arith.cmpf uge, %arg2, %arg2 : f32
// CHECK-NEXT:    arith.cmpf oeq, %arg2, %arg2 : f32
func.func @inverted(%x: i32, %y: i32, %f: f32) -> (i1, i1, i1) {
  %true = arith.constant true
  %0 = arith.cmpi slt, %x, %y : i32
  %1 = arith.xori %0, %true : i1
  %2 = arith.cmpf olt, %f, %f : f32
  %3 = arith.xori %true, %2 : i1
  %4 = arith.cmpf une, %f, %f : f32
  %5 = arith.xori %4, %true : i1
  return %1, %3, %5 : i1, i1, i1
}

// A bool that became an int in C is a bool again.
// CHECK-LABEL: func.func @bools
// CHECK:         %[[NOT:.*]] = arith.xori %arg0, %true : i1
// CHECK-NEXT:    %[[LESS:.*]] = arith.cmpi ult, %arg1, %arg2 : i8
// CHECK-NEXT:    return %arg0, %[[NOT]], %[[LESS]]
func.func @bools(%p: i1, %a: i8, %b: i8) -> (i1, i1, i1) {
  %c0 = arith.constant 0 : i32
  %0 = arith.extui %p : i1 to i32
  %1 = arith.cmpi ne, %0, %c0 : i32
  %2 = arith.cmpi eq, %0, %c0 : i32
  %3 = arith.extui %a : i8 to i32
  %4 = arith.extui %b : i8 to i32
  %5 = arith.cmpi slt, %3, %4 : i32
  return %1, %2, %5 : i1, i1, i1
}

// A number against one that was extended otherwise stays as it is.
// CHECK-LABEL: func.func @mixed
// CHECK:         arith.cmpi slt, %{{.*}}, %{{.*}} : i32
func.func @mixed(%a: i8, %b: i8) -> i1 {
  %0 = arith.extui %a : i8 to i32
  %1 = arith.extsi %b : i8 to i32
  %2 = arith.cmpi slt, %0, %1 : i32
  return %2 : i1
}

// Comparisons with NaN are known; x == x is not, for it may be one.
// CHECK-LABEL: func.func @nan
// CHECK-DAG:     %true = arith.constant true
// CHECK-DAG:     %false = arith.constant false
// CHECK:         %[[SELF:.*]] = arith.cmpf oeq, %arg0, %arg0 : f32
// CHECK-NEXT:    return %false, %true, %[[SELF]], %true
func.func @nan(%x: f32) -> (i1, i1, i1, i1) {
  %nan = arith.constant 0x7FC00000 : f32
  %two = arith.constant 2.0 : f32
  %0 = arith.cmpf oge, %x, %nan : f32
  %1 = arith.cmpf une, %x, %nan : f32
  %2 = arith.cmpf oeq, %x, %x : f32
  %3 = arith.cmpf ole, %two, %two : f32
  return %0, %1, %2, %3 : i1, i1, i1, i1
}

// Selections of constants, of a negated condition, of equal values and of selections.
// CHECK-LABEL: func.func @selections
// CHECK:         %[[E:.*]] = arith.extui %arg0 : i1 to i32
// CHECK-NEXT:    %[[N:.*]] = arith.xori %arg0, %true : i1
// CHECK-NEXT:    %[[S:.*]] = arith.select %arg0, %arg2, %arg1 : i32
// CHECK-NEXT:    return %[[E]], %[[N]], %[[S]], %arg2
func.func @selections(%p: i1, %x: i32, %y: i32) -> (i32, i1, i32, i32) {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %true = arith.constant true
  %false = arith.constant false
  %0 = arith.select %p, %c1, %c0 : i32
  %1 = arith.select %p, %false, %true : i1
  %2 = arith.xori %p, %true : i1
  %3 = arith.select %p, %y, %c0 : i32
  %4 = arith.select %2, %x, %3 : i32
  %5 = arith.cmpi eq, %x, %y : i32
  %6 = arith.select %5, %x, %y : i32
  return %0, %1, %4, %6 : i32, i1, i32, i32
}
