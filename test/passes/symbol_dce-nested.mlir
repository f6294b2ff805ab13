// References from around a table keep what they lead to and through; a module is a symbol itself.
// RUN: ptowsp-opt --symbol-dce %s | FileCheck %s

// CHECK:      module @table {
// CHECK-NEXT:   func.func private @used()
// CHECK-NEXT:   func.func @user() {
// CHECK-NEXT:     call @also
// CHECK:        func.func private @also()
// CHECK-NEXT: }
// CHECK-NEXT: module @inner attributes {sym_visibility = "private"} {
// CHECK-NEXT:   func.func private @reached()
// CHECK-NEXT: }
// CHECK-NEXT: "use"
// CHECK-NOT:  @unused
module @table {
  func.func private @used()
  func.func private @unused()
  func.func @user() {
    func.call @also() : () -> ()
    return
  }
  func.func private @also()
}
module @inner attributes {sym_visibility = "private"} {
  func.func private @reached()
  func.func private @unused()
}
module @unused attributes {sym_visibility = "private"} {
  func.func @public() {
    return
  }
}
"use"() {a = @table::@used, b = [@inner::@reached]} : () -> ()
