// RUN: ptowsp-opt --symbol-dce %s | FileCheck %s

// A kernel without a task goes, and a private function only such a kernel's kind calls;
// workloads, public functions and what they reach stay.
// CHECK-NOT:   @unused
// CHECK:       wsp.kernel @used
// CHECK:       func.func private @reached
// CHECK-NOT:   @lonely
// CHECK:       func.func @open
// CHECK:       wsp.workload @w
wsp.kernel @unused(%x: inout memref<8xf32, strided<[1], offset: ?>>) {
}
wsp.kernel @used(%x: inout memref<8xf32, strided<[1], offset: ?>>) {
}
func.func private @reached() {
  return
}
func.func private @lonely() {
  func.call @lonely() : () -> ()
  return
}
func.func @open() {
  func.call @reached() : () -> ()
  return
}
wsp.workload @w(%a: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %0 = wsp.at %a[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @used(%0) : memref<8xf32, strided<[1], offset: ?>>
}

// Modules inside are tables of their own.
// CHECK:       module @inner {
// CHECK-NEXT:    func.func private @used()
// CHECK-NEXT:    func.func @caller
module @inner {
  func.func private @unused()
  func.func private @used()
  func.func @caller() {
    call @used() : () -> ()
    return
  }
}
