// RUN: ptowsp-run %s --no-data --report=- --pass-pipeline='wsp-assign-dispatch{policy=round-robin n=4}' | FileCheck %s --check-prefix=ROUND
// RUN: ptowsp-run %s --no-data --report=- --pass-pipeline='wsp-assign-dispatch{policy=affinity n=4 key=b}' | FileCheck %s --check-prefix=AFFINITY
// RUN: ptowsp-run %s --no-data --report=- --pass-pipeline='wsp-assign-dispatch{policy=round_robin n=1}' | FileCheck %s --check-prefix=ONE

// The policy decides who issues what, and with it when everything is done.
// ROUND: "total_cycles": 20360,
// ROUND: "schedulers": [
// ROUND-NEXT: {"tasks": 24,
// ROUND-NEXT: {"tasks": 24,
// ROUND-NEXT: {"tasks": 24,
// ROUND-NEXT: {"tasks": 24,
// AFFINITY: "total_cycles": 42237,
// AFFINITY: "schedulers": [
// AFFINITY-NEXT: {"tasks": 48,
// AFFINITY-NEXT: {"tasks": 48,
// AFFINITY-NEXT: {"tasks": 0,
// AFFINITY-NEXT: {"tasks": 0,
// ONE: "total_cycles": 33569,
// ONE: "schedulers": [
// ONE-NEXT: {"tasks": 96,
// ONE-NEXT: ],
wsp.kernel @k(%x: index) attributes {cycles = 5000 : i64} {
}
wsp.workload @w() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c48 = arith.constant 48 : index
  scf.for %b = %c0 to %c2 step %c1 {
    scf.for %i = %c0 to %c48 step %c1 {
      wsp.task @k(%i) : index
    }
  } {wsp.iv = "b"}
}
