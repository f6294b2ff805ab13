// RUN: ptowsp-opt %s | FileCheck %s

// The parentheses around one result type may be left out.
// CHECK: scf.if %arg0 -> (i32) {
// CHECK: scf.for {{.*}} -> (i32) {
func.func @f(%p: i1, %x: i32, %n: index) -> i32 {
  %0 = scf.if %p -> i32 {
    scf.yield %x : i32
  } else {
    scf.yield %x : i32
  }
  %1 = scf.for %i = %n to %n step %n iter_args(%a = %0) -> i32 {
    scf.yield %a : i32
  }
  return %1 : i32
}
