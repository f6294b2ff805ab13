// RUN: ptowsp-opt --wsp-task-window --split-input-file --verify-diagnostics %s

// A window without a record cannot work.
// expected-error@+1 {{a task window of 0 records; it may have 1 to 16777216}}
wsp.workload @none() task_window {mode = "stall", size = 0 : i64} {
}

// -----

// expected-error@+1 {{a task window of 99999999999 records; it may have 1 to 16777216}}
wsp.workload @huge() task_window {mode = "stall", size = 99999999999 : i64} {
}

// -----

// Modes of the contract that are not built are refused by name.
// expected-error@+1 {{task window mode 'abort' is not built yet; write "stall"}}
wsp.workload @later() task_window {mode = "abort", size = 8 : i64} {
}

// -----

// expected-error@+1 {{there is no task window mode 'wait'; write "stall"}}
wsp.workload @unknown() task_window {mode = "wait", size = 8 : i64} {
}
