// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// expected-error@+1 {{use of undeclared SSA value name}}
"foo.use"(%nowhere) : (i32) -> ()

// -----

// expected-note@+1 {{previously defined here}}
%a = "foo.op"() : () -> i32
// expected-error@+1 {{redefinition of SSA value '%a'}}
%a = "foo.op"() : () -> i32

// -----

// expected-note@+1 {{prior use here}}
%a = "foo.op"() : () -> i32
// expected-error@+1 {{use of value '%a' expects different type than prior uses: 'f32' vs 'i32'}}
"foo.use"(%a) : (f32) -> ()

// -----

// expected-error@+1 {{operation defines 2 results but was provided 1 to bind}}
%a = "foo.op"() : () -> (i32, i32)

// -----

// expected-error@+1 {{cannot name an operation with no results}}
%a = "foo.op"() : () -> ()

// -----

%a:2 = "foo.op"() : () -> (i32, i32)
// expected-error@+1 {{reference to invalid result number}}
"foo.use"(%a#2) : (i32) -> ()

// -----

// expected-error@+1 {{expected 1 operand type but had 2}}
"foo.use"(%a) : (i32, i32) -> ()

// -----

// Names of a region end with it, and an isolated one knows none from outside.
"foo.op"() ({
  %in = "foo.op"() : () -> i32
}) : () -> ()
// expected-error@+1 {{use of undeclared SSA value name}}
"foo.use"(%in) : (i32) -> ()

// -----

%out = "foo.op"() : () -> i32
wsp.kernel @k() {
  // expected-error@+1 {{use of undeclared SSA value name}}
  "foo.use"(%out) : (i32) -> ()
}
