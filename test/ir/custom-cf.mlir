// RUN: split-file %s %t
// RUN: ptowsp-opt %t/branches.mlir | diff %t/branches.mlir -
// RUN: ptowsp-opt --print-generic %t/branches.mlir | ptowsp-opt | diff %t/branches.mlir -
// RUN: ptowsp-opt %t/weights.mlir | diff %t/weights.mlir -
// RUN: ptowsp-opt --print-generic %t/weights.mlir | ptowsp-opt | diff %t/weights.mlir -

// branches: Branches hand values to blocks; a switch has a line for each case.
// weights: How likely each way is, and a switch without cases.

//--- branches.mlir
module {
  func.func @br(%arg0: i32) -> i32 {
    cf.br ^bb1(%arg0 : i32)
  ^bb1(%0: i32):  // 3 preds: ^bb0, ^bb1, ^bb2
    %1 = arith.cmpi eq, %0, %arg0 : i32
    cf.cond_br %1, ^bb1(%0 : i32), ^bb2
  ^bb2:  // 2 preds: ^bb1, ^bb2
    cf.assert %1, "mess \22x\22"
    cf.switch %arg0 : i32, [
      default: ^bb1(%arg0 : i32),
      42: ^bb2,
      4294967253: ^bb3(%arg0, %arg0 : i32, i32)
    ]
  ^bb3(%2: i32, %3: i32):  // pred: ^bb2
    return %2 : i32
  }
}
//--- weights.mlir
module {
  func.func @w(%arg0: i1) {
    cf.cond_br %arg0 weights([1, 2]), ^bb1, ^bb2 {foo = "x"}
  ^bb1:  // 2 preds: ^bb0, ^bb2
    return
  ^bb2:  // pred: ^bb0
    cf.switch %arg0 : i1, [
      default: ^bb1]
  }
}
