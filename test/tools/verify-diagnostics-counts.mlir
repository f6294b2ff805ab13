// RUN: ptowsp-opt --verify-diagnostics %s
// RUN: sed 's/error@+1 2/error@+1 3/' %s > %t.three
// RUN: %exits 1 ptowsp-opt --verify-diagnostics %t.three 2>&1 | FileCheck %s --check-prefix=FEW
// RUN: sed 's/error@+1 2/error@+1 1/' %s > %t.one
// RUN: %exits 1 ptowsp-opt --verify-diagnostics %t.one 2>&1 | FileCheck %s --check-prefix=MANY
// FEW: error: expected error "{{.*}}" was produced 2 times, not 3
// MANY: unexpected error

// A diagnostic may be expected a number of times, or between two numbers.
// expected-error@+1 2 {{expected 1 operand, but found 0}}
"builtin.module"() ({ "math.exp"() : () -> () "math.sin"() : () -> () }) : () -> ()
// expected-error@+1 + {{op}}
"arith.addi"() : () -> ()
// expected-error@+1 1+ {{op}}
"arith.addi"() : () -> ()
// expected-error@+1 0-3 {{op}}
"arith.addi"() : () -> ()
// expected-warning@+1 0-3 {{op}}
module {}
