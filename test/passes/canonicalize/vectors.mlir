// Elementwise operations on vectors and tensors fold as their elements do.
// RUN: ptowsp-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @constants
// CHECK-DAG: %[[SUM:.*]] = arith.constant dense<[6, 7, 8, 9]> : vector<4xi32>
// CHECK-DAG: %[[LESS:.*]] = arith.constant dense<true> : vector<4xi1>
// CHECK-DAG: %[[CHOSEN:.*]] = arith.constant dense<[1, 5, 3, 5]> : vector<4xi32>
// CHECK-DAG: %[[WIDE:.*]] = arith.constant dense<[1, 0, 1, 0]> : vector<4xi32>
// CHECK: return %[[SUM]], %[[LESS]], %[[CHOSEN]], %[[WIDE]]
func.func @constants() -> (vector<4xi32>, vector<4xi1>, vector<4xi32>, vector<4xi32>) {
  %c = arith.constant dense<[1, 2, 3, 4]> : vector<4xi32>
  %d = arith.constant dense<5> : vector<4xi32>
  %p = arith.constant dense<[true, false, true, false]> : vector<4xi1>
  %0 = arith.addi %c, %d : vector<4xi32>
  %1 = arith.cmpi slt, %c, %d : vector<4xi32>
  %2 = arith.select %p, %c, %d : vector<4xi1>, vector<4xi32>
  %3 = arith.extui %p : vector<4xi1> to vector<4xi32>
  return %0, %1, %2, %3 : vector<4xi32>, vector<4xi1>, vector<4xi32>, vector<4xi32>
}

// CHECK-LABEL: @floats
// CHECK-DAG: %[[NEG:.*]] = arith.constant dense<[-1.500000e+00, 2.500000e+00]> : vector<2xf32>
// CHECK-DAG: %[[FLOOR:.*]] = arith.constant dense<[1.000000e+00, -3.000000e+00]> : vector<2xf32>
// CHECK: return %[[NEG]], %[[FLOOR]]
func.func @floats() -> (vector<2xf32>, vector<2xf32>) {
  %c = arith.constant dense<[1.5, -2.5]> : vector<2xf32>
  %0 = arith.negf %c : vector<2xf32>
  %1 = math.floor %c : vector<2xf32>
  return %0, %1 : vector<2xf32>, vector<2xf32>
}

// CHECK-LABEL: @splats
// CHECK: %[[C:.*]] = arith.constant dense<7> : vector<[4]xi32>
// CHECK: %[[S:.*]] = arith.addi %arg0, %[[C]] : vector<[4]xi32>
// CHECK: return %[[S]]
func.func @splats(%x: vector<[4]xi32>) -> vector<[4]xi32> {
  %c3 = arith.constant dense<3> : vector<[4]xi32>
  %c4 = arith.constant dense<4> : vector<[4]xi32>
  %c1 = arith.constant dense<1> : vector<[4]xi32>
  %0 = arith.muli %x, %c1 : vector<[4]xi32>
  %1 = arith.addi %0, %c3 : vector<[4]xi32>
  %2 = arith.addi %1, %c4 : vector<[4]xi32>
  return %2 : vector<[4]xi32>
}

// A constant of variable extents is not possible.
// CHECK-LABEL: @variable
// CHECK: arith.subi %arg0, %arg0 : tensor<?xi32>
func.func @variable(%x: tensor<?xi32>) -> tensor<?xi32> {
  %0 = arith.subi %x, %x : tensor<?xi32>
  return %0 : tensor<?xi32>
}

// One condition for whole vectors is not extended to them.
// CHECK-LABEL: @scalar_condition
// CHECK: arith.select %arg0, %{{.*}}, %{{.*}} : vector<4xi32>
// CHECK: arith.select %arg0, %{{.*}}, %{{.*}} : vector<4xi1>
func.func @scalar_condition(%p: i1) -> (vector<4xi32>, vector<4xi1>) {
  %one = arith.constant dense<1> : vector<4xi32>
  %zero = arith.constant dense<0> : vector<4xi32>
  %true = arith.constant dense<true> : vector<4xi1>
  %false = arith.constant dense<false> : vector<4xi1>
  %0 = arith.select %p, %one, %zero : vector<4xi32>
  %1 = arith.select %p, %false, %true : vector<4xi1>
  return %0, %1 : vector<4xi32>, vector<4xi1>
}

// Division by zero in one element leaves all of them.
// CHECK-LABEL: @undefined
// CHECK: arith.divsi
func.func @undefined() -> vector<2xi32> {
  %a = arith.constant dense<[6, 8]> : vector<2xi32>
  %b = arith.constant dense<[2, 0]> : vector<2xi32>
  %0 = arith.divsi %a, %b : vector<2xi32>
  return %0 : vector<2xi32>
}
