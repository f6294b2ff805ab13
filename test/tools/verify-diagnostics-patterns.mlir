// RUN: ptowsp-opt --split-input-file=//---- --verify-diagnostics %s
// RUN: sed 's/[[]40-9/[a-c/' %s > %t.other
// RUN: %exits 1 ptowsp-opt --split-input-file=//---- --verify-diagnostics %t.other 2>&1 | FileCheck %s
// CHECK: expected error "operation defines {{.*}} was not produced

// "-re" looks for extended regular expressions between the braces inside.
// expected-error-re@+1 {{operation defines {{[40-9]+}} results but was provided {{3|4}} to bind}}
%0:3 = "foo.op"() : () -> i32

//----

// Lines that expect something themselves are neither above nor below.
"foo.op"() {a = } : () -> ()
// expected-error@above {{expected attribute value}}
// expected-error@below {{expected attribute value}}
// expected-note-re@below 0 {{nothing|at all}}
"foo.op"() {a = , b = } : () -> ()
