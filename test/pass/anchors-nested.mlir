// RUN: ptowsp-opt --pass-pipeline='builtin.module(builtin.module(func.func(cse)))' %s | FileCheck %s --check-prefix=INNER
// RUN: ptowsp-opt --pass-pipeline='builtin.module(func.func(cse))' %s | FileCheck %s --check-prefix=OUTER
// RUN: ptowsp-opt --pass-pipeline='any(any(any(cse)))' --threads=2 %s | FileCheck %s --check-prefix=INNER
// RUN: ptowsp-opt --pass-pipeline='builtin.module(any(cse))' --statistics %s 2>&1 | FileCheck %s --check-prefix=ALL

// An anchor is what stands directly inside of the one around it.
// INNER: @inner
// INNER-COUNT-1: arith.addi
// INNER: @outer
// INNER-COUNT-2: arith.addi
// OUTER: @inner
// OUTER-COUNT-2: arith.addi
// OUTER: @outer
// OUTER-COUNT-1: arith.addi
// OUTER-NOT: arith.addi
// ALL: 2 operations merged
module @in {
  func.func @inner(%x: i32) -> (i32, i32) {
    %0 = arith.addi %x, %x : i32
    %1 = arith.addi %x, %x : i32
    return %0, %1 : i32, i32
  }
}
func.func @outer(%x: i32) -> (i32, i32) {
  %0 = arith.addi %x, %x : i32
  %1 = arith.addi %x, %x : i32
  return %0, %1 : i32, i32
}
