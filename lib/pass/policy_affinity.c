// affinity(key, n): tasks of equal key go to one scheduler, key mod n. The key is the variable
// of a loop around the task, or an integer parameter of the workload.
#include "ptowsp/policy.h"

static ptowsp_op_t *find_loop(ptowsp_op_t *task, const char *key) {
  for (ptowsp_op_t *op = ptowsp_op_parent(task); op; op = ptowsp_op_parent(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) &&
        ptowsp_str_is(ptowsp_op_attr_text(op, "wsp.iv"), key))
      return op;
  return NULL;
}

static ptowsp_value_t *find_parameter(ptowsp_op_t *workload, const char *key) {
  ptowsp_attr_t names = ptowsp_op_attr(workload, "arg_names");
  ptowsp_block_t *body = ptowsp_op_body(workload);
  for (size_t i = 0; names && i < ptowsp_block_arg_count(body); i++) {
    ptowsp_value_t *value = ptowsp_block_arg(body, i);
    ptowsp_type_t type = ptowsp_value_type(value);
    if ((ptowsp_type_is_integer(type) || ptowsp_type_is_index(type)) &&
        ptowsp_str_is(ptowsp_attr_text(ptowsp_attr_at(names, i)), key))
      return value;
  }
  return NULL;
}

// A loop that counts in steps which share a divisor with n never reaches some schedulers.
static void remark_unused(const ptowsp_policy_query_t *query, ptowsp_op_t *loop) {
  int64_t step;
  if (!ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step < 1) return;
  int64_t used = query->n / ptowsp_gcd(query->n, step);
  if (used == query->n) return;
  ptowsp_remark(ptowsp_op_context(loop), ptowsp_op_loc(query->task),
                "affinity on '%s', which counts in steps of %lld, uses %lld of %lld schedulers",
                query->key, (long long)step, (long long)used, (long long)query->n);
}

static ptowsp_value_t *evaluate(const ptowsp_policy_query_t *query) {
  ptowsp_context_t *context = ptowsp_op_context(query->task);
  ptowsp_op_t *loop = find_loop(query->task, query->key);
  ptowsp_value_t *key = loop ? ptowsp_block_arg(ptowsp_op_body(loop), 0)
                             : find_parameter(query->workload, query->key);
  if (!key) {
    ptowsp_error(context, ptowsp_op_loc(query->task),
                 "affinity key '%s' is neither the variable of a loop around this task nor an "
                 "integer parameter of the workload",
                 query->key);
    return NULL;
  }
  if (loop) remark_unused(query, loop);
  ptowsp_builder_t *b = query->builder;
  if (!ptowsp_type_is_index(ptowsp_value_type(key)))
    key = ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, key, ptowsp_type_index(context));
  return ptowsp_build_binary(b, PTOWSP_OP_ARITH_REMUI, key, ptowsp_build_index(b, query->n));
}

const ptowsp_policy_t ptowsp_policy_affinity = {.needs_key = true, .evaluate = evaluate};
