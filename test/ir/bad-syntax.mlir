// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// Every token is named where it stands.
// expected-error@+1 {{unexpected character}}
"foo.op"() : () -> () ~

// -----

// expected-error@+1 {{expected '"' in string literal}}
"foo.op

// -----

// expected-error@+1 {{unknown escape in string literal}}
"foo.op"() {a = "\q"} : () -> ()

// -----

// expected-error@+1 {{expected operation name in quotes}}
%0 = : i32

// -----

// expected-error@+1 {{expected ':' followed by operation type}}
"foo.op"() -> ()

// -----

// expected-error@+1 {{expected '->' in function type}}
"foo.op"() : () i32

// -----

// expected-error@+2 {{expected ')' to end operand list}}
// expected-note@+1 {{to match this}}
"foo.op"(%a %b) : () -> ()

// -----

// expected-error@+1 {{empty operation name is invalid}}
""() : () -> ()

// -----

// expected-error@+1 {{custom op 'foo.op' is unknown}}
foo.op

// -----

// expected-error@+1 {{unknown key 'a' in file metadata dictionary; write dialect_resources or external_resources}}
{-# a: b #-}
