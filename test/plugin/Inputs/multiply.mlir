func.func @f(%x: f32, %y: f32) -> f32 {
  %0 = arith.mulf %x, %x : f32
  %1 = arith.mulf %0, %y : f32
  return %1 : f32
}
