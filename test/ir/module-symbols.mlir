// A named module is a symbol of the one around it.
// RUN: ptowsp-opt --verify-diagnostics %s

// expected-note@+1 {{existing symbol definition here}}
module @a {
}
// expected-error@+1 {{redefinition of symbol named 'a'}}
module @a {
}
