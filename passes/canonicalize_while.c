// Patterns of canonicalize: scf.while.
//
//   %r = scf.while (%a = %init) { …; scf.condition(%p) %x } do { ^bb0(%b): …; scf.yield %next }
//
// Initial values and what is yielded become the arguments of the first region; what the condition
// hands on becomes those of the second, and in the end the results.
#include <stdlib.h>
#include <string.h>

#include "canonicalize.h"

enum { BEFORE, AFTER }; // the regions

typedef struct {
  ptowsp_op_t *condition, *yield; // ends of the regions
  ptowsp_block_t *before, *after;
} while_t;

static bool read_while(const ptowsp_op_t *op, while_t *out) {
  out->before = ptowsp_region_first(ptowsp_op_region(op, BEFORE));
  out->after = ptowsp_region_first(ptowsp_op_region(op, AFTER));
  out->condition = canonicalize_terminator(op, BEFORE);
  out->yield = canonicalize_terminator(op, AFTER);
  return ptowsp_op_is(out->condition, PTOWSP_OP_SCF_CONDITION) &&
         ptowsp_op_is(out->yield, PTOWSP_OP_SCF_YIELD);
}

// What the condition hands on as argument and result i.
static ptowsp_value_t *handed_on(const while_t *w, size_t i) {
  return ptowsp_op_operand(w->condition, 1 + i);
}

pattern_result_t pattern_leave_at_once(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  while_t w;
  int64_t known;
  if (!read_while(op, &w) || !canonicalize_known(ptowsp_op_operand(w.condition, 0), &known) ||
      known)
    return PATTERN_NONE;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    ptowsp_value_replace_all(ptowsp_block_arg(w.before, i), ptowsp_op_operand(op, i));
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), handed_on(&w, i));
  ptowsp_block_splice(w.before, op);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// ---------------------------------------------------------------- values that are not needed

// Whether an argument of the first region has its initial value in every round, or no reader.
static bool needs_no_init(const ptowsp_op_t *op, const while_t *w, size_t i) {
  ptowsp_value_t *arg = ptowsp_block_arg(w->before, i), *next = ptowsp_op_operand(w->yield, i);
  if (!ptowsp_value_has_uses(arg) || next == ptowsp_op_operand(op, i)) return true;
  return ptowsp_value_block(next) == w->after && handed_on(w, ptowsp_value_index(next)) == arg;
}

// What a result is instead, and the argument that goes with it: a value from outside, or what
// is handed on before it. Neither: itself.
static void find_instead(const ptowsp_op_t *op, const while_t *w, size_t i, ptowsp_value_t **arg,
                         ptowsp_value_t **result) {
  enum { MOST = 16 }; // results that are compared with each other
  ptowsp_value_t *value = handed_on(w, i);
  *arg = ptowsp_block_arg(w->after, i), *result = ptowsp_op_result(op, i);
  if (canonicalize_is_outside(op, value)) *arg = *result = value;
  for (size_t k = 0; k < i && i < MOST && *result != value; k++) {
    if (handed_on(w, k) != value) continue;
    *arg = ptowsp_block_arg(w->after, k), *result = ptowsp_op_result(op, k);
    return;
  }
}

static void rebuild_while(ptowsp_op_t *op, const bool *keep_inits, const bool *keep_results) {
  op = canonicalize_rebuild(op, 0, keep_inits, keep_results);
  while_t w;
  read_while(op, &w);
  canonicalize_keep_operands(w.yield, 0, keep_inits);
  canonicalize_keep_operands(w.condition, 1, keep_results);
  ptowsp_block_keep_args(w.before, keep_inits);
  ptowsp_block_keep_args(w.after, keep_results);
}

pattern_result_t pattern_drop_carried(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  while_t w;
  if (!read_while(op, &w)) return PATTERN_NONE;
  size_t inits = ptowsp_op_operand_count(op), results = ptowsp_op_result_count(op), dropped = 0;
  bool *keep_inits = ptowsp_malloc((inits + 1) * sizeof(*keep_inits));
  bool *keep_results = ptowsp_malloc((results + 1) * sizeof(*keep_results));
  for (size_t i = 0; i < inits; i++) {
    keep_inits[i] = !needs_no_init(op, &w, i);
    if (keep_inits[i]) continue;
    ptowsp_value_replace_all(ptowsp_block_arg(w.before, i), ptowsp_op_operand(op, i));
    dropped++;
  }
  for (size_t i = 0; i < results; i++) {
    ptowsp_value_t *arg, *result;
    find_instead(op, &w, i, &arg, &result);
    if (arg == ptowsp_block_arg(w.after, i)) continue;
    ptowsp_value_replace_all(ptowsp_block_arg(w.after, i), arg);
    ptowsp_value_replace_all(ptowsp_op_result(op, i), result);
  }
  // Only now: what was replaced is read in the place of others.
  for (size_t i = 0; i < results; i++) {
    keep_results[i] = ptowsp_value_has_uses(ptowsp_block_arg(w.after, i)) ||
                      ptowsp_value_has_uses(ptowsp_op_result(op, i));
    dropped += !keep_results[i];
  }
  if (dropped) rebuild_while(op, keep_inits, keep_results);
  free(keep_inits);
  free(keep_results);
  return dropped ? PATTERN_GONE : PATTERN_NONE;
}

// ---------------------------------------------------------------- what the condition says

// What a value of the second region was in the first; one from elsewhere is itself.
static ptowsp_value_t *before_it(const while_t *w, ptowsp_value_t *value) {
  return ptowsp_value_block(value) == w->after ? handed_on(w, ptowsp_value_index(value)) : value;
}

// Whether a comparison in the second region says what the condition said, or its opposite.
static bool is_decided(const while_t *w, const ptowsp_op_t *said, const ptowsp_op_t *op,
                       bool *out_holds) {
  // By number: eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge.
  static const int64_t opposite[] = {1, 0, 5, 4, 3, 2, 9, 8, 7, 6};
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) ||
      before_it(w, ptowsp_op_operand(op, 0)) != ptowsp_op_operand(said, 0) ||
      before_it(w, ptowsp_op_operand(op, 1)) != ptowsp_op_operand(said, 1))
    return false;
  int64_t a = ptowsp_op_attr_int(said, "predicate", 0), b = ptowsp_op_attr_int(op, "predicate", 0);
  *out_holds = a == b;
  return a == b || b == opposite[a];
}

// Replaces comparisons that read what is handed on and are decided.
static size_t decide(canonicalizer_t *c, const while_t *w, const ptowsp_op_t *said,
                     const ptowsp_value_t *arg) {
  enum { MAX_USES = 32 };
  size_t decided = 0, count = 0;
  ptowsp_use_t *next, *use = ptowsp_value_first_use(arg);
  for (; use && count < MAX_USES; use = next, count++) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    next = ptowsp_use_next(use);
    bool holds;
    if (!is_decided(w, said, user, &holds) || !ptowsp_value_has_uses(ptowsp_op_result(user, 0)))
      continue;
    ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(user, 0));
    ptowsp_value_replace_all(ptowsp_op_result(user, 0),
                             canonicalize_integer(c, holds ? -1 : 0, type));
    decided++;
  }
  return decided;
}

pattern_result_t pattern_know_loop_condition(canonicalizer_t *c, ptowsp_op_t *op) {
  while_t w;
  if (!read_while(op, &w)) return PATTERN_NONE;
  size_t decided = 0;
  ptowsp_value_t *condition = ptowsp_op_operand(w.condition, 0);
  const ptowsp_op_t *said = canonicalize_made_by(condition, PTOWSP_OP_ARITH_CMPI);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *arg = ptowsp_block_arg(w.after, i), *value = handed_on(&w, i);
    if (!ptowsp_value_has_uses(arg)) continue;
    if (value == condition) {
      ptowsp_value_replace_all(arg, canonicalize_integer(c, -1, ptowsp_value_type(arg)));
      decided++;
    } else if (said &&
               (value == ptowsp_op_operand(said, 0) || value == ptowsp_op_operand(said, 1))) {
      decided += decide(c, &w, said, arg);
    }
  }
  return decided ? PATTERN_CHANGED : PATTERN_NONE;
}
