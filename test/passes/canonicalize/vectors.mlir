// RUN: ptowsp-opt --canonicalize %s | FileCheck %s

// Operations on vectors are not taken for scalars.
// CHECK-LABEL: func.func @f
func.func @f(%a: vector<4xi8>) -> (vector<4xi1>, vector<4xi8>, vector<4xi16>) {
  // CHECK: arith.cmpi eq
  %0 = arith.cmpi eq, %a, %a : vector<4xi8>
  // CHECK: arith.subi
  %1 = arith.subi %a, %a : vector<4xi8>
  // CHECK: arith.extsi
  // CHECK: arith.trunci
  %2 = arith.extsi %a : vector<4xi8> to vector<4xi32>
  %3 = arith.trunci %2 : vector<4xi32> to vector<4xi16>
  return %0, %1, %3 : vector<4xi1>, vector<4xi8>, vector<4xi16>
}
