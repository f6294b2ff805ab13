func.func @f(%x: i32) -> i32 {
  %0 = "example.square"(%x) : (i32) -> i32
  return %0 : i32
}
