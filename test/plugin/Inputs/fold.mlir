func.func @f(%x: f32) -> (f32, f32) {
  %c = arith.constant -2.500000e+00 : f32
  %0 = example.square %c : f32
  %n = arith.negf %x : f32
  %1 = example.square %n : f32
  return %0, %1 : f32, f32
}
