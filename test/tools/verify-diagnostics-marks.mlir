// RUN: ptowsp-opt --verify-diagnostics=all --allow-unregistered-dialect %s
// RUN: ptowsp-opt --verify-diagnostics=only-expected %s
// RUN: sed 's,// anywhere.*,,' %s > %t.fewer
// RUN: %exits 1 ptowsp-opt --verify-diagnostics %t.fewer 2>&1 | FileCheck %s --check-prefix=MORE
// RUN: ptowsp-opt --verify-diagnostics=only-expected %t.fewer
// RUN: %exits 2 ptowsp-opt --verify-diagnostics=some %s 2>&1 | FileCheck %s --check-prefix=KIND
// MORE: unexpected error
// KIND: checks all or only-expected, not 'some'

// Expectations stand anywhere in a comment; words that only look like them say nothing, as in
// expected-output or what was expected-to-be.
//expected-error@+1{{use of undeclared SSA value name}}
"mine.use"(%nothing) : (i32) -> ()
"mine.add"(%none) : (i32) -> () // anywhere, as here: expected-error {{use of undeclared}}
