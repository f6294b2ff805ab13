// wsp-assign-dispatch: gives each task the AICPU scheduler its policy says.
//
//   wsp.workload … dispatch = {n = 2, policy = "round_robin"}
//     wsp.task @k(%a)
// becomes
//     %t = wsp.ticket
//     %s = arith.remui %t, %c2
//     wsp.task @k(%a) scheduler(%s)
//
// The policy is the workload's directive, or the pass's option, which then replaces it. A
// workload with neither is left alone: its tasks take turns on the machine's schedulers.
// Policies are rows of policies.def with one evaluation function each. Run again with the
// same policy, the pass changes nothing.
#include <stdlib.h>

#include "ptowsp/analyses.h"
#include "ptowsp/machine.h"
#include "ptowsp/policy.h"

// Behind the first bar, the names of the table, among them those that are refused.
static const char policies[] =
#define PTOWSP_POLICY(ID, SUMMARY) "|" #ID
#define PTOWSP_POLICY_PLANNED(ID, SUMMARY) "|" #ID
#include "ptowsp/policies.def"
    ;

static const ptowsp_pass_option_t options[] = {
    {"policy", PTOWSP_OPTION_STRING, policies + 1, NULL,
     "dispatch policy, instead of the workload's own"},
    {"n", PTOWSP_OPTION_INT, "1..", NULL, "number of schedulers; the machine's when absent"},
    {"key", PTOWSP_OPTION_STRING, NULL, NULL, "loop variable or parameter that affinity keys on"},
};

typedef struct {
  const ptowsp_policy_info_t *info;
  int64_t n;
  const char *key;
} directive_t;

static const ptowsp_policy_info_t *find_policy(ptowsp_op_t *workload, ptowsp_str_t name) {
  const ptowsp_policy_info_t *info = ptowsp_policy_find(name);
  if (info && info->policy) return info;
  ptowsp_error(
      ptowsp_op_context(workload), ptowsp_op_loc(workload),
      info ? "dispatch policy '%.*s' is not built yet" : "there is no dispatch policy '%.*s'",
      (int)name.size, name.data);
  return NULL;
}

static bool check_directive(ptowsp_op_t *workload, const directive_t *directive) {
  ptowsp_context_t *context = ptowsp_op_context(workload);
  ptowsp_loc_t loc = ptowsp_op_loc(workload);
  const char *name = directive->info->name;
  if (directive->n < 1)
    ptowsp_error(context, loc, "dispatch policy '%s' needs at least one scheduler, not %lld", name,
                 (long long)directive->n);
  else if (directive->info->policy->needs_key && !directive->key)
    ptowsp_error(context, loc, "dispatch policy '%s' needs a key: a loop variable or a parameter",
                 name);
  else if (!directive->info->policy->needs_key && directive->key)
    ptowsp_error(context, loc, "dispatch policy '%s' takes no key", name);
  else
    return true;
  return false;
}

static const char *string_entry(ptowsp_attr_t dictionary, const char *name) {
  ptowsp_attr_t value = ptowsp_attr_lookup(dictionary, name);
  if (!value || ptowsp_attr_kind(value) != PTOWSP_ATTR_STRING) return NULL;
  return ptowsp_attr_text(value).data;
}

// *out_any tells whether there is a directive at all; false after an error.
static bool read_directive(const ptowsp_pass_run_t *run, ptowsp_op_t *workload,
                           directive_t *directive, bool *out_any) {
  ptowsp_attr_t own = ptowsp_op_attr(workload, "dispatch");
  bool given = ptowsp_pass_option_is_set(run, "policy");
  *out_any = given || own;
  if (!*out_any) return true;
  const char *name = given ? ptowsp_pass_option_string(run, "policy") : string_entry(own, "policy");
  directive->info = find_policy(workload, ptowsp_str(name ? name : ""));
  if (!directive->info) return false;
  ptowsp_attr_t n = given ? NULL : ptowsp_attr_lookup(own, "n");
  directive->n = n ? ptowsp_attr_int_value(n) : (int64_t)ptowsp_machine_of(workload).schedulers;
  if (ptowsp_pass_option_is_set(run, "n")) directive->n = ptowsp_pass_option_int(run, "n");
  directive->key = given ? NULL : string_entry(own, "key");
  if (ptowsp_pass_option_is_set(run, "key")) directive->key = ptowsp_pass_option_string(run, "key");
  return check_directive(workload, directive);
}

static ptowsp_attr_t directive_attr(ptowsp_context_t *context, const directive_t *directive) {
  ptowsp_named_attr_t entries[3] = {
      {ptowsp_intern_cstr(context, "policy"), ptowsp_attr_cstring(context, directive->info->name)},
      {ptowsp_intern_cstr(context, "n"), ptowsp_attr_i64(context, directive->n)},
  };
  size_t count = 2;
  if (directive->key)
    entries[count++] = (ptowsp_named_attr_t){ptowsp_intern_cstr(context, "key"),
                                             ptowsp_attr_cstring(context, directive->key)};
  return ptowsp_attr_dictionary(context, entries, count);
}

// ---------------------------------------------------------------- tasks

static bool is_scheduled(const ptowsp_op_t *task) {
  ptowsp_attr_t segments = ptowsp_op_attr(task, "operandSegmentSizes");
  return segments && ptowsp_attr_dense_array_int(segments, 1) != 0;
}

// Erases what a value is computed from as far as nothing else uses it. An operand is looked at when
// its last use goes: it may be there twice, or part of another one.
static void erase_unused(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ptowsp_value_has_uses(value) || ptowsp_op_result_count(op) != 1 ||
      ptowsp_op_region_count(op))
    return;
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_is(op, PTOWSP_OP_WSP_TICKET))
    return;
  for (size_t count; (count = ptowsp_op_operand_count(op)) > 0;) {
    ptowsp_value_t *operands[count];
    for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(op, i);
    ptowsp_op_set_operands(op, operands, count - 1);
    erase_unused(operands[count - 1]);
  }
  ptowsp_op_erase(op);
}

static void set_scheduler(ptowsp_pass_run_t *run, ptowsp_op_t *task, ptowsp_value_t *scheduler) {
  size_t count = ptowsp_op_operand_count(task);
  ptowsp_value_t *old = NULL;
  if (is_scheduled(task)) old = ptowsp_op_operand(task, --count);
  ptowsp_value_t **operands = PTOWSP_ARENA_NEW(run->scratch, ptowsp_value_t *, count + 1);
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(task, i);
  operands[count] = scheduler;
  ptowsp_op_set_operands(task, operands, count + 1);
  int32_t segments[2] = {(int32_t)count, 1};
  ptowsp_op_set_attr(task, "operandSegmentSizes", ptowsp_attr_i32_array(run->context, segments, 2));
  if (old) erase_unused(old);
}

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) tasks;
} tasks_t;

static ptowsp_walk_t collect_task(ptowsp_op_t *op, void *data) {
  tasks_t *tasks = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) ptowsp_vec_push(&tasks->tasks, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool assign_tasks(ptowsp_pass_run_t *run, ptowsp_op_t *workload,
                         const directive_t *directive, const tasks_t *tasks) {
  bool ok = true;
  for (size_t i = 0; i < tasks->tasks.size; i++) {
    ptowsp_op_t *task = tasks->tasks.data[i];
    ptowsp_builder_t builder = ptowsp_builder_before(task);
    ptowsp_policy_query_t query = {&builder, task, workload, directive->n, directive->key};
    ptowsp_value_t *scheduler = directive->info->policy->evaluate(&query);
    if (scheduler) set_scheduler(run, task, scheduler);
    ok &= scheduler != NULL;
  }
  return ok;
}

static bool assign_workload(ptowsp_pass_run_t *run, ptowsp_op_t *workload) {
  directive_t directive = {0};
  bool any;
  if (!read_directive(run, workload, &directive, &any)) return false;
  if (!any) return true;
  tasks_t tasks = {0};
  ptowsp_walk_pre(workload, collect_task, &tasks);
  ptowsp_attr_t attr = directive_attr(run->context, &directive);
  bool done = attr == ptowsp_op_attr(workload, "dispatch");
  for (size_t i = 0; i < tasks.tasks.size; i++) done &= is_scheduled(tasks.tasks.data[i]);
  bool ok = done || assign_tasks(run, workload, &directive, &tasks);
  if (ok) ptowsp_op_set_attr(workload, "dispatch", attr);
  ptowsp_vec_deinit(&tasks.tasks);
  return ok;
}

static bool run(ptowsp_pass_run_t *run) {
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) ok &= assign_workload(run, op);
  }
  return ok;
}

// It changes workloads alone.
static const ptowsp_analysis_t *const keeps[] = {&ptowsp_analysis_footprints, NULL};

const ptowsp_pass_t ptowsp_pass_wsp_assign_dispatch = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run, .keeps = keeps};
