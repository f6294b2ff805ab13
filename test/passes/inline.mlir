// RUN: ptowsp-opt --inline %s | FileCheck %s

// A call becomes the body, also through another call.
// CHECK-LABEL: func.func @outer
// CHECK-NEXT:    %[[T:.*]] = arith.addf %arg0, %arg0
// CHECK-NEXT:    %[[U:.*]] = arith.addf %[[T]], %[[T]]
// CHECK-NEXT:    return %[[U]]
func.func private @twice(%x: f32) -> f32 {
  %0 = arith.addf %x, %x : f32
  return %0 : f32
}
func.func private @four(%x: f32) -> f32 {
  %0 = func.call @twice(%x) : (f32) -> f32
  %1 = func.call @twice(%0) : (f32) -> f32
  return %1 : f32
}
func.func @outer(%x: f32) -> f32 {
  %0 = func.call @four(%x) : (f32) -> f32
  return %0 : f32
}

// Recursion and declarations stay calls.
// CHECK-LABEL: func.func @keeps
// CHECK-NEXT:    call @ping
// CHECK-NEXT:    call @declared
func.func private @declared()
func.func private @ping() {
  func.call @pong() : () -> ()
  return
}
func.func private @pong() {
  func.call @ping() : () -> ()
  return
}
func.func @keeps() {
  func.call @ping() : () -> ()
  func.call @declared() : () -> ()
  return
}

// A step that no loop should have is no mistake of inlining.
// CHECK-LABEL: @calls_step
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c0
func.func private @step(%s: index) {
  %c8 = arith.constant 8 : index
  scf.for %i = %s to %c8 step %s {
    func.call @declared() : () -> ()
  }
  return
}
func.func @calls_step() {
  %c0 = arith.constant 0 : index
  func.call @step(%c0) : (index) -> ()
  return
}
