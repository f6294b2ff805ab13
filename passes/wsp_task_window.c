// wsp-task-window: bounds the tasks in flight of each workload.
//
//   wsp.workload @w …                       (no directive)
// becomes
//   wsp.workload @w … task_window = {mode = "stall", size = 16384}
//
// The bound is the workload's directive, the pass's option, which then replaces it, or the
// default. In mode "stall" submission waits for a record; a record is held by its task and by
// readers of its data, all of which were submitted, so any window of one or more can proceed.
#include "ptowsp/analyses.h"
#include "ptowsp/policy.h"

static const ptowsp_pass_option_t options[] = {
    {"n", PTOWSP_OPTION_INT, "1..", NULL, "task records, instead of the workload's own number"},
    {"mode", PTOWSP_OPTION_STRING, "stall|abort|benchmark", NULL,
     "what a full window does: stall; the others are not built yet"},
};

// Modes of the contract; only the first is built.
static const char *const modes[] = {"stall", "abort", "benchmark"};

static bool check_mode(ptowsp_op_t *workload, ptowsp_str_t mode) {
  if (ptowsp_str_is(mode, modes[0])) return true;
  bool known = false;
  for (size_t i = 1; i < PTOWSP_COUNTOF(modes); i++) known |= ptowsp_str_is(mode, modes[i]);
  ptowsp_error(ptowsp_op_context(workload), ptowsp_op_loc(workload),
               known ? "task window mode '%.*s' is not built yet; write \"stall\""
                     : "there is no task window mode '%.*s'; write \"stall\"",
               (int)mode.size, mode.data);
  return false;
}

static bool check_size(ptowsp_op_t *workload, int64_t size) {
  if (size >= 1 && size <= PTOWSP_TASK_WINDOW_MAX) return true;
  ptowsp_error(ptowsp_op_context(workload), ptowsp_op_loc(workload),
               "a task window of %lld records; it may have 1 to %d", (long long)size,
               PTOWSP_TASK_WINDOW_MAX);
  return false;
}

static bool bound_workload(ptowsp_pass_run_t *run, ptowsp_op_t *workload) {
  ptowsp_context_t *context = run->context;
  ptowsp_attr_t own = ptowsp_op_attr(workload, "task_window");
  ptowsp_attr_t own_size = ptowsp_attr_lookup(own, "size");
  ptowsp_attr_t own_mode = ptowsp_attr_lookup(own, "mode");
  int64_t size = own_size ? ptowsp_attr_int_value(own_size) : PTOWSP_TASK_WINDOW_DEFAULT;
  ptowsp_str_t mode = own_mode ? ptowsp_attr_text(own_mode) : ptowsp_str(modes[0]);
  if (ptowsp_pass_option_is_set(run, "n")) size = ptowsp_pass_option_int(run, "n");
  if (ptowsp_pass_option_is_set(run, "mode"))
    mode = ptowsp_str(ptowsp_pass_option_string(run, "mode"));
  if (!check_mode(workload, mode) || !check_size(workload, size)) return false;
  const ptowsp_named_attr_t entries[] = {
      {ptowsp_intern_cstr(context, "size"), ptowsp_attr_i64(context, size)},
      {ptowsp_intern_cstr(context, "mode"), ptowsp_attr_string(context, mode)},
  };
  ptowsp_op_set_attr(workload, "task_window", ptowsp_attr_dictionary(context, entries, 2));
  return true;
}

static bool run(ptowsp_pass_run_t *run) {
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) ok &= bound_workload(run, op);
  }
  return ok;
}

// It adds an attribute to workloads.
static const ptowsp_analysis_t *const keeps[] = {&ptowsp_analysis_footprints,
                                                 &ptowsp_analysis_accesses, NULL};

const ptowsp_pass_t ptowsp_pass_wsp_task_window = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run, .keeps = keeps};
