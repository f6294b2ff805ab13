// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s --check-prefix=A2A3
// RUN: echo '{"clock_ghz": 1, "submit_ns": 1, "dispatch_ns": 2, "dispatch_seen_ns": 4, "pickup_ns": 8, "completion_ns": 16, "poll_ns": 32}' >%t.json
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --machine=%t.json | FileCheck %s --check-prefix=ROUND

// One task takes its kernel and each step around it once: 37+37+259+1480+1000+1110+185 cycles.
// A2A3: "total_cycles": 4108,
// A2A3-NEXT: "time_us": 2.22054,
// Each step's figure counts: at 1 GHz, 1+2+4+8+1000+16+32.
// ROUND: "total_cycles": 1063,
// ROUND-NEXT: "time_us": 1.06300,
wsp.kernel @k(%x: index) attributes {cycles = 1000 : i64} {
}
wsp.workload @w() {
  %c1 = arith.constant 1 : index
  wsp.task @k(%c1) : index
}
