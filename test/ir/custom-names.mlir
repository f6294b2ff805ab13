// RUN: split-file %s %t
// RUN: ptowsp-opt %t/groups.mlir | diff %t/groups.mlir -
// RUN: ptowsp-opt --print-generic %t/groups.mlir | ptowsp-opt | diff %t/groups.mlir -
// RUN: ptowsp-opt %t/constant.mlir | diff %t/constant.mlir -
// RUN: ptowsp-opt --print-generic %t/constant.mlir | ptowsp-opt | diff %t/constant.mlir -
// RUN: ptowsp-opt %t/math.mlir | diff %t/math.mlir -
// RUN: ptowsp-opt --print-generic %t/math.mlir | ptowsp-opt | diff %t/math.mlir -
// RUN: ptowsp-opt %t/scale.mlir | diff %t/scale.mlir -
// RUN: ptowsp-opt --print-generic %t/scale.mlir | ptowsp-opt | diff %t/scale.mlir -

// groups: Results of several groups have a name each.
// constant: A function as a value, and poison.
// math: Powers, bounds and scales.
// scale: Floats with a scale.

//--- groups.mlir
module {
  func.func @f(%arg0: i32, %arg1: f32, %arg2: memref<4x4xf16>) {
    %low, %high = arith.mulsi_extended %arg0, %arg0 : i32
    %sum, %overflow = arith.addui_extended %arg0, %arg0 : i32, i1
    %sin, %cos = math.sincos %arg1 : f32
    %base_buffer, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %arg2 : memref<4x4xf16> -> memref<f16>, index, index, index, index, index
    "foo.use"(%sizes#1, %base_buffer, %low, %overflow, %cos) : (index, memref<f16>, i32, i1, f32) -> ()
    return
  }
}
//--- constant.mlir
module {
  func.func private @ext(i32 {a.b = 1 : i32}, f32) -> (i32 {c.d}, f32)
  func.func private @ext2()
  func.func nested @n(%arg0: i32 {llvm.x}, %arg1: f32) -> (i32 {a.r = "x"}) attributes {foo = 1 : i32} {
    %0:2 = call @ext(%arg0, %arg1) : (i32, f32) -> (i32, f32)
    return %0#0 : i32
  }
  func.func @cst(%arg0: (i32) -> i32, %arg1: i32) -> i32 {
    %f = constant @ext2 : () -> ()
    call_indirect %f() : () -> ()
    %0 = call_indirect %arg0(%arg1) : (i32) -> i32
    call @ext2() : () -> ()
    call @ext2() {tailcall} : () -> ()
    %f_0 = constant @ext2 : () -> ()
    %1 = ub.poison : i32
    return %0 : i32
  }
}
//--- math.mlir
module {
  func.func @math(%arg0: f32, %arg1: i32, %arg2: vector<4xf32>, %arg3: vector<4xi32>) {
    %0 = math.fpowi %arg0, %arg1 : f32, i32
    %1 = math.ipowi %arg1, %arg1 : i32
    %sin, %cos = math.sincos %arg0 : f32
    %2 = math.clampf %arg0 to [%arg0, %arg0] : f32
    %3 = math.fma %arg0, %arg0, %arg0 fastmath<fast> : f32
    %4 = math.ctlz %arg3 : vector<4xi32>
    %5 = math.fpowi %arg2, %arg3 fastmath<contract> : vector<4xf32>, vector<4xi32>
    %6 = math.isnan %arg2 : vector<4xf32>
    %sin_0, %cos_1 = math.sincos %arg0 fastmath<fast> : f32
    %7 = math.clampf %arg0 to [%arg0, %arg0] fastmath<nnan> : f32
    %8 = math.erfc %arg0 : f32
    %9 = math.absi %arg1 : i32
    return
  }
}
//--- scale.mlir
module {
  func.func @sc(%arg0: f16, %arg1: f8E8M0FNU) {
    %0 = arith.scaling_extf %arg0, %arg1 : f16, f8E8M0FNU to f32
    %1 = arith.scaling_truncf %0, %arg1 : f32, f8E8M0FNU to f16
    return
  }
}
