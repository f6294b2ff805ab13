"builtin.module"() ({
  "func.func"() <{function_type = (memref<64xf32>, f32) -> (), sym_name = "scale"}> ({
  ^bb0(%a: memref<64xf32>, %s: f32):
    %lo = "arith.constant"() <{value = 0 : index}> : () -> index
    %hi = "arith.constant"() <{value = 64 : index}> : () -> index
    %one = "arith.constant"() <{value = 1 : index}> : () -> index
    "scf.for"(%lo, %hi, %one) ({
    ^bb0(%i: index):
      %x = "memref.load"(%a, %i) : (memref<64xf32>, index) -> f32
      %y = "arith.mulf"(%x, %s) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
      "memref.store"(%y, %a, %i) : (f32, memref<64xf32>, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    "func.return"() : () -> ()
  }) : () -> ()
}) : () -> ()
