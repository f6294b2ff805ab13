// RUN: ptowsp-run %s --pass-pipeline= --no-data --trace=%t.json
// RUN: %python -m json.tool %t.json >%t.pretty
// RUN: FileCheck %s <%t.json

// The timeline names a row for the orchestrator, each scheduler and each core, and says of each
// task which kernel it ran, from which line, in which iteration.
// CHECK: "name":"orchestrator"
// CHECK: "name":"scheduler 2"
// CHECK: "name":"AIC 23"
// CHECK: "name":"AIV 47"
// CHECK: "name":"submit","pid":1,"tid":0,
// CHECK: "name":"dispatch","pid":1,"tid":1,
// CHECK: "name":"TASK_RING_FULL","pid":1,"tid":0,
// CHECK: "name":"k","pid":3,{{.*}}"args":{"task":1,"kernel":"k","file":"{{.*}}trace.mlir","line":[[#@LINE+8]],"ivs":{"i":10}}
wsp.kernel @k(%x: index) attributes {cycles = 1000 : i64} {
}
wsp.workload @w() task_window {mode = "stall", size = 1 : i64} {
  %c0 = arith.constant 0 : index
  %c10 = arith.constant 10 : index
  %c20 = arith.constant 20 : index
  scf.for %i = %c0 to %c20 step %c10 {
    wsp.task @k(%i) : index
  } {wsp.iv = "i"}
}
