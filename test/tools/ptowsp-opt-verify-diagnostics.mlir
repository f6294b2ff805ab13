// RUN: ptowsp-opt --verify-diagnostics --split-input-file %s
// RUN: printf '// exp''ected-error {{never}}\nmodule {}\n' > %t.missing
// RUN: %exits 1 ptowsp-opt --verify-diagnostics %t.missing 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: .missing:1:4: error: expected error "never" was not produced
// RUN: printf '"oops\n' > %t.surprise
// RUN: %exits 1 ptowsp-opt --verify-diagnostics %t.surprise 2>&1 | FileCheck %s --check-prefix=SURPRISE
// SURPRISE: error: unexpected error

// An error is expected at the line the comment names; the next part starts afresh.
func.func @undefined() -> i32 {
  // expected-error@+1 {{use of undeclared SSA value}}
  return %x : i32
}

// -----

module {}
