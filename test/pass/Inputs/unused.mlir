func.func @f(%i: index) {
  %0 = arith.addi %i, %i : index
  return
}
