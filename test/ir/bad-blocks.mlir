// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

"foo.op"() ({
  // expected-error@+1 {{reference to an undefined block}}
  "foo.branch"()[^nowhere] : () -> ()
}) : () -> ()

// -----

"foo.op"() ({
// expected-note@+1 {{previously defined here}}
^a:
  "foo.branch"()[^a] : () -> ()
// expected-error@+1 {{redefinition of block '^a'}}
^a:
}) : () -> ()

// -----

func.func @f(%a: i32) {
// expected-error@+1 {{invalid block name in region with named arguments}}
^a:
  return
}

// -----

"foo.op"() ({
// expected-error@+1 {{expected ':' after block name}}
^a "foo.op"() : () -> ()
}) : () -> ()

// -----

// expected-error@+1 {{successors need a region around the op}}
"foo.branch"()[^a] : () -> ()
