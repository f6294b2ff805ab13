// RUN: ptowsp-opt --wsp-task-window %s | FileCheck %s
// RUN: ptowsp-opt --pass-pipeline='wsp-task-window{n=32 mode=stall}' %s | FileCheck %s --check-prefix=OPTION

// The default bound is spelled out.
// CHECK: wsp.workload @free() task_window {mode = "stall", size = 16384 : i64}
// OPTION: wsp.workload @free() task_window {mode = "stall", size = 32 : i64}
wsp.workload @free() {
}

// A directive stays as it is; the option replaces it.
// CHECK: wsp.workload @given() task_window {mode = "stall", size = 7 : i64}
// OPTION: wsp.workload @given() task_window {mode = "stall", size = 32 : i64}
wsp.workload @given() task_window {mode = "stall", size = 7 : i64} {
}
