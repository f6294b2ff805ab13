// RUN: ptowsp-opt %s | FileCheck %s
// RUN: ptowsp-opt --print-generic %s | ptowsp-opt | FileCheck %s

// What works on scalars works on the elements of vectors and tensors too.
// CHECK-LABEL: func.func @vectors
func.func @vectors(%a: vector<4xf32>, %b: vector<4xi32>, %t: tensor<?xf64>, %c: i1) {
  // CHECK: arith.addf %arg0, %arg0 : vector<4xf32>
  %0 = arith.addf %a, %a : vector<4xf32>
  // CHECK: arith.cmpi slt, %arg1, %arg1 : vector<4xi32>
  %1 = arith.cmpi slt, %b, %b : vector<4xi32>
  // CHECK: arith.select %{{.*}}, %{{.*}}, %arg0 : vector<4xi1>, vector<4xf32>
  %2 = arith.select %1, %0, %a : vector<4xi1>, vector<4xf32>
  // CHECK: arith.select %arg3, %{{.*}}, %arg0 : vector<4xf32>
  %3 = arith.select %c, %0, %a : vector<4xf32>
  // CHECK: arith.sitofp %arg1 : vector<4xi32> to vector<4xf32>
  %4 = arith.sitofp %b : vector<4xi32> to vector<4xf32>
  // CHECK: math.exp %arg2 fastmath<fast> : tensor<?xf64>
  %5 = math.exp %t fastmath<fast> : tensor<?xf64>
  // CHECK: %cst = arith.constant dense<1.000000e+00> : vector<4xf32>
  %6 = arith.constant dense<1.0> : vector<4xf32>
  return
}
