// RUN: split-file %s %t
// RUN: ptowsp-opt %t/while.mlir | diff %t/while.mlir -
// RUN: ptowsp-opt --print-generic %t/while.mlir | ptowsp-opt | diff %t/while.mlir -
// RUN: ptowsp-opt %t/empty.mlir | diff %t/empty.mlir -
// RUN: ptowsp-opt --print-generic %t/empty.mlir | ptowsp-opt | diff %t/empty.mlir -
// RUN: ptowsp-opt %t/region.mlir | diff %t/region.mlir -
// RUN: ptowsp-opt --print-generic %t/region.mlir | ptowsp-opt | diff %t/region.mlir -
// RUN: ptowsp-opt %t/switch.mlir | diff %t/switch.mlir -
// RUN: ptowsp-opt --print-generic %t/switch.mlir | ptowsp-opt | diff %t/switch.mlir -
// RUN: ptowsp-opt %t/parallel.mlir | diff %t/parallel.mlir -
// RUN: ptowsp-opt --print-generic %t/parallel.mlir | ptowsp-opt | diff %t/parallel.mlir -
// RUN: ptowsp-opt %t/forall.mlir | diff %t/forall.mlir -
// RUN: ptowsp-opt --print-generic %t/forall.mlir | ptowsp-opt | diff %t/forall.mlir -

// while: The loop's first region names what goes round, the second has a label.
// empty: Without values the types stand alone, and attributes behind the regions.
// region: A region of several blocks, and results with and without parentheses.
// switch: Each case in a line of its own; MLIR ends the line before them with a blank.
// parallel: Reductions are separated by commas, and an empty one is printed.
// forall: Bounds that begin at 0 with steps of 1 are left out.

//--- while.mlir
module {
  func.func @while(%arg0: i32) -> i32 {
    %c0_i32 = arith.constant 0 : i32
    %0 = scf.while (%arg1 = %c0_i32) : (i32) -> i32 {
      %1 = arith.cmpi slt, %arg1, %arg0 : i32
      scf.condition(%1) %arg1 : i32
    } do {
    ^bb0(%arg1: i32):
      %1 = arith.addi %arg1, %arg1 : i32
      scf.yield %1 : i32
    }
    return %0 : i32
  }
}
//--- empty.mlir
module {
  func.func @while0() {
    %true = arith.constant true
    scf.while : () -> () {
      scf.condition(%true)
    } do {
      scf.yield
    } attributes {foo = "bar"}
    return
  }
}
//--- region.mlir
module {
  func.func @er() -> i64 {
    %0 = scf.execute_region -> i64 {
      %c1_i64 = arith.constant 1 : i64
      scf.yield %c1_i64 : i64
    }
    %1:2 = scf.execute_region -> (i64, i64) {
      %c1_i64 = arith.constant 1 : i64
      scf.yield %c1_i64, %c1_i64 : i64, i64
    }
    scf.execute_region {
      cf.br ^bb1
    ^bb1:  // pred: ^bb0
      scf.yield
    }
    scf.execute_region no_inline {
      scf.yield
    }
    return %0 : i64
  }
}
//--- switch.mlir
module {
  func.func @is(%arg0: index) -> i32 {
    %0 = scf.index_switch %arg0 {x = 1 : i32} -> i32 
    case 2 {
      %c10_i32 = arith.constant 10 : i32
      scf.yield %c10_i32 : i32
    }
    case 5 {
      %c20_i32 = arith.constant 20 : i32
      scf.yield %c20_i32 : i32
    }
    default {
      %c30_i32 = arith.constant 30 : i32
      scf.yield %c30_i32 : i32
    }
    scf.index_switch %arg0 
    case 1 {
      scf.yield
    }
    default {
    }
    scf.index_switch %arg0 
    default {
    }
    return %0 : i32
  }
}
//--- parallel.mlir
module {
  func.func @par(%arg0: index, %arg1: index, %arg2: index, %arg3: f32) -> f32 {
    scf.parallel (%arg4, %arg5) = (%arg0, %arg0) to (%arg1, %arg1) step (%arg2, %arg2) {
      scf.reduce 
    }
    %0 = scf.parallel (%arg4) = (%arg0) to (%arg1) step (%arg2) init (%arg3) -> f32 {
      scf.reduce(%arg3 : f32) {
      ^bb0(%arg5: f32, %arg6: f32):
        %2 = arith.addf %arg5, %arg6 : f32
        scf.reduce.return %2 : f32
      }
    }
    %1:2 = scf.parallel (%arg4) = (%arg0) to (%arg1) step (%arg2) init (%arg3, %arg3) -> (f32, f32) {
      scf.reduce(%arg3, %arg3 : f32, f32) {
      ^bb0(%arg5: f32, %arg6: f32):
        %2 = arith.addf %arg5, %arg6 : f32
        scf.reduce.return %2 : f32
      }, {
      ^bb0(%arg5: f32, %arg6: f32):
        %2 = arith.mulf %arg5, %arg6 : f32
        scf.reduce.return %2 : f32
      }
    } {foo = 1 : i32}
    return %0 : f32
  }
}
//--- forall.mlir
module {
  func.func @forall(%arg0: index, %arg1: memref<?xf32>, %arg2: f32, %arg3: tensor<?xf32>) {
    scf.forall (%arg4) in (%arg0) {
      memref.store %arg2, %arg1[%arg4] : memref<?xf32>
    }
    scf.forall (%arg4, %arg5) in (%arg0, 4) {
      memref.store %arg2, %arg1[%arg4] : memref<?xf32>
    } {foo = "a"}
    scf.forall (%arg4) = (0) to (%arg0) step (2) {
    }
    return
  }
}
