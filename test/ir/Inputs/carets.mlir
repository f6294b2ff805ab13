module attributes {a = 1, b = 2, a = 3} {}
%0 = arith.constant dense<[[1, 2], [[3]]]> : tensor<2x2xi32>
func.func private @f(memref<4x4xf32, strided<[4], offset: ?>>)
