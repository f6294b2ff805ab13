// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{type mismatch for bb argument #0 of successor #0}}
  cf.br ^bb1(%a : i32)
^bb1(%x: f32):
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{branch has 0 operands for successor #0, but target block has 1}}
  cf.cond_br %c, ^bb1, ^bb1
^bb1(%x: f32):
  return
}

// -----

func.func @a(%f: (i32) -> i32, %x: f32) {
  // expected-error@+1 {{'func.call_indirect' op failed to verify that callee input types match argument types}}
  %0 = "func.call_indirect"(%f, %x) : ((i32) -> i32, f32) -> i32
  return
}

// -----

func.func @a(%x: f32) {
  // expected-error@+1 {{'func.constant' op reference to undefined function 'q'}}
  %0 = func.constant @q : (i32) -> i32
  return
}

// -----

func.func @a(%x: f32) {
  // expected-error@+1 {{'func.constant' op reference to function with mismatched type}}
  %0 = func.constant @a : (i32) -> i32
  return
}

// -----

func.func @a(%m: memref<?xi32>, %n: index, %f: i32) {
  // expected-error@+1 {{branch has 0 operands for successor #1, but target block has 1}}
  cf.switch %f : i32, [
    default: ^bb1(%f : i32),
    1: ^bb2
  ]
^bb1(%x: i32):
  return
^bb2(%y: i32):
  return
}
