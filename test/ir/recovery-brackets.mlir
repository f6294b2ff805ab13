// Brackets that nothing closes: reading goes on behind the first, on its own line.
// RUN: ptowsp-opt %s --verify-diagnostics
// expected-error@+1 {{unbalanced '<' character in pretty dialect name}}
"foo.op"() {a = #foo.attr<[1 : () -> ()

// expected-error@+1 {{custom op 'foo.other' is unknown}}
foo.other
