// A line that looks like one before it in all but its names is still checked and read as itself.
// RUN: ptowsp-opt %s --split-input-file --verify-diagnostics | FileCheck %s

// Names of all kinds, results by number, comments and locations behind a line.
// CHECK-LABEL: func.func @names
// CHECK:         %[[PAIR:.*]]:2 = "t.pair"
// CHECK-NEXT:    "t.use"(%[[PAIR]]#0)
// CHECK-NEXT:    "t.use"(%[[PAIR]]#0)
// CHECK-NEXT:    "t.use"(%[[PAIR]]#1)
// CHECK-NEXT:    %[[SUM:.*]] = arith.addi %{{.*}}, %[[X:.*]] : i32
// CHECK-NEXT:    %[[NEXT:.*]] = arith.addi %[[SUM]], %[[X]] : i32
// CHECK-NEXT:    arith.addi %[[NEXT]], %[[SUM]] : i32
func.func @names(%x: i32) {
  %pair:2 = "t.pair"() : () -> (i32, i32)
  "t.use"(%pair#0) : (i32) -> ()
  "t.use"(%pair#0) : (i32) -> ()
  "t.use"(%pair#1) : (i32) -> ()
  %a = arith.addi %x, %x : i32 // twice
  %b-1.$ = arith.addi %a, %x : i32 // twice
  %1234567890 = arith.addi %b-1.$, %a : i32
    loc("behind":1:2)
  return
}

// -----

// Operands in another order than in the text.
// CHECK-LABEL: func.func @order
// CHECK:         memref.store %{{.*}}, %[[M:.*]][%[[I:.*]]] : memref<4xi32>
// CHECK-NEXT:    memref.store %{{.*}}, %[[M]][%[[I]]] : memref<4xi32>
func.func @order(%m: memref<4xi32>, %v: i32, %i: index) {
  memref.store %v, %m[%i] : memref<4xi32>
  memref.store %v, %m[%i] : memref<4xi32>
  memref.store %v, %m[%i] : memref<4xi32>
  return
}

// -----

func.func @types(%x: i32, %y: i64) {
  %0 = arith.addi %x, %x : i32
  %1 = arith.addi %x, %x : i32
  // expected-error@+2 {{use of value '%y' expects different type than prior uses}}
  // expected-note@-4 {{prior use here}}
  %2 = arith.addi %y, %x : i32
  return
}

// -----

func.func @again(%x: i32) {
  // expected-note@+1 {{previously defined here}}
  %0 = arith.addi %x, %x : i32
  %1 = arith.addi %x, %x : i32
  // expected-error@+1 {{redefinition of SSA value '%0'}}
  %0 = arith.addi %x, %x : i32
  return
}

// -----

func.func @unknown(%x: i32) {
  %0 = arith.addi %x, %x : i32
  %1 = arith.addi %x, %x : i32
  // expected-error@+1 {{use of undeclared SSA value name}}
  %2 = arith.addi %x, %z : i32
  return
}
