// RUN: not ptowsp-opt %s 2>&1 | FileCheck %s

// A diagnostic at a call site says how one gets there, the innermost call first.
// CHECK:      g.c:3:4: error: 'func.return' op type of return operand 0
// CHECK-NEXT: h.c:1:2: note: called from
// CHECK-NEXT: f.c:2:3: note: called from
func.func @f(%x: i32) -> i64 {
  return %x : i32 loc(callsite("g.c":3:4 at callsite("h.c":1:2 at "f.c":2:3)))
}
