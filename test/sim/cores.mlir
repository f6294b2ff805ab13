// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- | FileCheck %s

// Each task runs on a core of its kernel's kind: cores of clusters 0 and 1 belong to schedulers 0 and 1.
// CHECK: {"name": "aic0", "scheduler": 0, "tasks": 1, "busy": 100,
// CHECK: {"name": "aic1", "scheduler": 1, "tasks": 0, "busy": 0,
// CHECK: {"name": "aiv0", "scheduler": 0, "tasks": 0, "busy": 0,
// CHECK: {"name": "aiv2", "scheduler": 1, "tasks": 1, "busy": 200,
// CHECK: "kernels": {
// CHECK-NEXT: "cube": {"core": "aic", "calls": 1, "cycles": 100,
// CHECK-NEXT: "vector": {"core": "aiv", "calls": 1, "cycles": 200,
wsp.kernel @cube(%x: index) attributes {core = "aic", cycles = 100 : i64} {
}
wsp.kernel @vector(%x: index) attributes {core = "aiv", cycles = 200 : i64} {
}
wsp.workload @w() {
  %c1 = arith.constant 1 : index
  wsp.task @cube(%c1) : index
  wsp.task @vector(%c1) : index
}
