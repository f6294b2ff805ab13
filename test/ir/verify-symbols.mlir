// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// A declaration is private.
// expected-error@below {{symbol declaration cannot have public visibility}}
func.func @declared()

// -----

// A name of no characters could not be written with "@".
// expected-error@below {{'memref.global' op expects a symbol name of one character at least}}
"memref.global"() <{sym_name = "", type = memref<4xf32>}> : () -> ()

// -----

// Symbols live in symbol tables.
func.func @outer() {
  // expected-error@below {{symbol's parent must have the SymbolTable trait}}
  func.func private @inner()
  return
}

// -----

// Attributes of modules and arguments have a dialect.
// expected-error@below {{can only contain attributes with dialect-prefixed names, found: 'tag'}}
module attributes {tag} {
  // expected-error@below {{arguments may only have dialect attributes}}
  func.func private @f(i32 {tag})
}

// -----

// expected-error@below {{visibility expected to be one of ["public", "private", "nested"], but got "privat"}}
memref.global "privat" @g : memref<2xf32>

// -----

// An op that a dialect of MLIR's or ours does not have is a mistake.
// expected-error@below {{unregistered operation 'arith.add' found in dialect ('arith') that does not allow unknown operations}}
%0 = "arith.add"() : () -> i32
"mine.add"() : () -> ()

// -----

// Blocks of an unknown op are in any order inside, but a value of one reaches only what it dominates.
"mine.graph"() ({
  // expected-error@below {{operand #0 does not dominate this use}}
  "mine.use"(%1) : (i32) -> ()
  "mine.use"(%0) : (i32) -> ()
  %0 = "mine.make"() : () -> i32
  "mine.br"()[^bb1] : () -> ()
^bb1:
  // expected-note@below {{operand defined here}}
  %1 = "mine.make"() : () -> i32
  "mine.use"(%0) : (i32) -> ()
}) : () -> ()
