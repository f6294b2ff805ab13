func.func @f(%i: index) -> index {
  %0 = arith.addi %i, %i : index
  %1 = arith.addi %i, %i : index
  %2 = arith.muli %0, %1 : index
  return %2 : index
}
