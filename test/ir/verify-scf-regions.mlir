// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.yield' op expects parent op to be one of 'scf.execute_region, scf.for, scf.if, scf.index_switch, scf.while'}}
  scf.yield
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.while' op along control flow edge from Operation scf.condition to parent: successor operand type #0 'f32' should match successor input type #0 'i32'}}
  %r = scf.while (%i = %a) : (i32) -> i32 {
    // expected-note@+1 {{region branch point}}
    scf.condition(%c) %f : f32
  } do {
  ^bb0(%i: i32):
    scf.yield %i : i32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.while' op along control flow edge from Operation scf.condition to Region #1: successor operand type #0 'i32' should match successor input type #0 'f32'}}
  %r = scf.while (%i = %a) : (i32) -> i32 {
    // expected-note@+1 {{region branch point}}
    scf.condition(%c) %i : i32
  } do {
  ^bb0(%i: f32):
    scf.yield %a : i32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.while' op along control flow edge from Operation scf.yield to Region #0: successor operand type #0 'f32' should match successor input type #0 'i32'}}
  %r = scf.while (%i = %a) : (i32) -> i32 {
    scf.condition(%c) %i : i32
  } do {
  ^bb0(%i: i32):
    // expected-note@+1 {{region branch point}}
    scf.yield %f : f32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.while' op expects the 'before' region to terminate with 'scf.condition'}}
  %r = scf.while (%i = %a) : (i32) -> i32 {
    // expected-note@+1 {{terminator here}}
    scf.yield %a : i32
  } do {
  ^bb0(%i: i32):
    scf.yield %f : f32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.index_switch' op has duplicate case value: 1}}
  %0 = scf.index_switch %n -> i32
  case 1 {
    scf.yield %a : i32
  }
  case 1 {
    scf.yield %a : i32
  }
  default {
    scf.yield %a : i32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.index_switch' op expected result #0 of each region to be 'i32'}}
  %0 = scf.index_switch %n -> i32
  case 1 {
    // expected-note@+1 {{case region #0 returns 'f32' here}}
    scf.yield %f : f32
  }
  default {
    scf.yield %a : i32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.execute_region' op along control flow edge from Operation scf.yield to parent: successor operand type #0 'f32' should match successor input type #0 'i32'}}
  %0 = scf.execute_region -> i32 {
    // expected-note@+1 {{region branch point}}
    scf.yield %f : f32
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.reduce' op expects parent op 'scf.parallel'}}
  scf.reduce
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.parallel' op expects number of results: 1 to be the same as number of reductions: 0}}
  %0 = scf.parallel (%i) = (%n) to (%n) step (%n) init(%f) -> f32 {
    scf.reduce
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  // expected-error@+1 {{'scf.parallel' op expects number of results: 0 to be the same as number of reductions: 1}}
  scf.parallel (%i) = (%n) to (%n) step (%n) {
    // expected-error@+1 {{'scf.reduce' op expected two arguments with type of the operand in the 0-th reduction region}}
    scf.reduce(%f : f32) {
    ^bb0(%x: i32, %y: i32):
      scf.reduce.return %x : i32
    }
  }
  return
}

// -----

func.func @a(%a: i32, %c: i1, %f: f32, %n: index) {
  %0 = scf.parallel (%i) = (%n) to (%n) step (%n) init(%f) -> f32 {
    scf.reduce(%f : f32) {
    ^bb0(%x: f32, %y: f32):
      // expected-error@+1 {{'scf.reduce.return' op must have type 'f32' (the type of the reduction inputs)}}
      scf.reduce.return %a : i32
    }
  }
  return
}

// -----

func.func @a() {
  // expected-error@+1 {{'scf.forall.in_parallel' op expects parent op 'scf.forall'}}
  scf.forall.in_parallel {
  }
}
