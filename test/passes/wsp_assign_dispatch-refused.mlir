// RUN: ptowsp-opt --wsp-assign-dispatch --split-input-file --verify-diagnostics %s

// Policies of the contract that are not built are refused by name.
// expected-error@+1 {{dispatch policy 'work_steal' is not built yet}}
wsp.workload @later() dispatch {n = 4 : i64, policy = "work_steal"} {
}

// -----

// expected-error@+1 {{there is no dispatch policy 'random'}}
wsp.workload @unknown() dispatch {n = 4 : i64, policy = "random"} {
}

// -----

// expected-error@+1 {{dispatch policy 'round_robin' needs at least one scheduler, not 0}}
wsp.workload @none() dispatch {n = 0 : i64, policy = "round_robin"} {
}

// -----

// expected-error@+1 {{dispatch policy 'affinity' needs a key: a loop variable or a parameter}}
wsp.workload @no_key() dispatch {n = 2 : i64, policy = "affinity"} {
}

// -----

wsp.kernel @k(%x: index) {
}
wsp.workload @wrong_key() dispatch {key = "j", n = 2 : i64, policy = "affinity"} {
  %c1 = arith.constant 1 : index
  // expected-error@+1 {{affinity key 'j' is neither the variable of a loop around this task nor an integer parameter of the workload}}
  wsp.task @k(%c1) : index
}
