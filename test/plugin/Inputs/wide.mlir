func.func @f(%x: f64) -> f64 {
  %0 = "example.square"(%x) : (f64) -> f64
  return %0 : f64
}
