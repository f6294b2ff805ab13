// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @f(%a: vector<4xi32>) {
  // expected-error@+1 {{'arith.sitofp' op requires the same shape for all operands and results}}
  %0 = arith.sitofp %a : vector<4xi32> to vector<8xf32>
  return
}

// -----

func.func @f(%a: vector<4xi32>) {
  // expected-error@+1 {{'arith.extsi' op operand type 'vector<4xi32>' and result type 'vector<4xi16>' are cast incompatible}}
  %0 = arith.extsi %a : vector<4xi32> to vector<4xi16>
  return
}

// -----

func.func @f(%c: vector<2xi1>, %a: vector<4xi32>) {
  // expected-error@+1 {{'arith.select' op requires the same shape for all operands and results}}
  %0 = arith.select %c, %a, %a : vector<2xi1>, vector<4xi32>
  return
}

// -----

func.func @f(%a: vector<4xf32>) {
  // expected-error@+1 {{operand #0 must be signless-integer-like, but got 'vector<4xf32>'}}
  %0 = "math.absi"(%a) : (vector<4xf32>) -> vector<4xf32>
  return
}
