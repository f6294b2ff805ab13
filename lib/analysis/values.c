// Evaluates integer values by running the loops around them.
#include "ptowsp/values.h"

#include <stdlib.h>
#include <string.h>

#include "ptowsp/fold.h"

enum { MAX_LOOPS = 8, MAX_STEPS = 1 << 20, MAX_DEPTH = 64 };

typedef struct {
  ptowsp_op_t *loops[MAX_LOOPS]; // outermost first
  int64_t ivs[MAX_LOOPS];
  size_t loop_count;
  uint64_t steps;
  ptowsp_value_t *const *values;
  size_t count, limit, found;
  int64_t *out;
} run_t;

static ptowsp_op_t *loop_of(ptowsp_value_t *value) {
  ptowsp_block_t *block = ptowsp_value_block(value);
  ptowsp_op_t *op = block ? ptowsp_block_op(block) : NULL;
  bool is_iv = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_value_index(value) == 0;
  return is_iv ? op : NULL;
}

static bool is_evaluable(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_SELECT:
    case PTOWSP_OP_ARITH_CMPI:
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_TRUNCI:
      return true;
    default:
      return ptowsp_op_operand_count(op) == 2 && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE);
  }
}

static bool collect(run_t *r, ptowsp_value_t *value, unsigned depth);

// Enters a loop behind those that its bounds depend on.
static bool add_loop(run_t *r, ptowsp_op_t *loop, unsigned depth) {
  for (size_t i = 0; i < r->loop_count; i++)
    if (r->loops[i] == loop) return true;
  for (size_t i = 0; i < 3; i++)
    if (!collect(r, ptowsp_op_operand(loop, i), depth)) return false;
  if (r->loop_count == MAX_LOOPS) return false;
  r->loops[r->loop_count++] = loop;
  return true;
}

// Finds the loops a value depends on.
static bool collect(run_t *r, ptowsp_value_t *value, unsigned depth) {
  int64_t number;
  if (depth > MAX_DEPTH || ++r->steps > MAX_STEPS) return false;
  if (ptowsp_value_constant(value, &number)) return true;
  ptowsp_op_t *loop = loop_of(value), *op = ptowsp_value_op(value);
  if (loop) return add_loop(r, loop, depth + 1);
  if (!op || !is_evaluable(op)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!collect(r, ptowsp_op_operand(op, i), depth + 1)) return false;
  return true;
}

// ---------------------------------------------------------------- evaluation

static unsigned width_of(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
}

static bool evaluate(run_t *r, ptowsp_value_t *value, int64_t *out) {
  if (++r->steps > 16 * MAX_STEPS) return false;
  if (ptowsp_value_constant(value, out)) return true;
  ptowsp_op_t *loop = loop_of(value), *op = ptowsp_value_op(value);
  for (size_t i = 0; loop && i < r->loop_count; i++)
    if (r->loops[i] == loop) return *out = r->ivs[i], true;
  int64_t x[3] = {0};
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!evaluate(r, ptowsp_op_operand(op, i), &x[i])) return false;
  unsigned from = width_of(ptowsp_op_operand(op, 0)), to = width_of(value);
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_SELECT:
      *out = x[0] ? x[1] : x[2];
      return true;
    case PTOWSP_OP_ARITH_CMPI:
      *out = -(int64_t)ptowsp_evaluate_comparison(ptowsp_op_attr_int(op, "predicate", 0), x[0],
                                                  x[1], from);
      return true;
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
    case PTOWSP_OP_ARITH_EXTUI:
      *out = ptowsp_sign_extend((int64_t)ptowsp_zero_extend(x[0], from), to);
      return true;
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_TRUNCI:
      *out = ptowsp_sign_extend(x[0], to);
      return true;
    default:
      if (!ptowsp_evaluate_integers(ptowsp_op_id(op), x[0], x[1], to, out)) return false;
      *out = ptowsp_sign_extend(*out, to);
      return true;
  }
}

static bool note_values(run_t *r) {
  int64_t *now = &r->out[r->found * r->count];
  if (r->found == r->limit) now = ptowsp_malloc(r->count * sizeof(int64_t) + 1);
  bool ok = true, known = false;
  for (size_t i = 0; ok && i < r->count; i++) ok = evaluate(r, r->values[i], &now[i]);
  for (size_t k = 0; ok && !known && k < r->found; k++)
    known = !memcmp(&r->out[k * r->count], now, r->count * sizeof(int64_t));
  if (r->found == r->limit) {
    free(now);
    return ok && known;
  }
  if (ok && !known) r->found++;
  return ok;
}

static bool run_loops(run_t *r, size_t depth) {
  if (depth == r->loop_count) return note_values(r);
  int64_t lower, upper, step;
  if (ptowsp_op_attr(r->loops[depth], "unsignedCmp")) return false;
  if (!evaluate(r, ptowsp_op_operand(r->loops[depth], 0), &lower) ||
      !evaluate(r, ptowsp_op_operand(r->loops[depth], 1), &upper) ||
      !evaluate(r, ptowsp_op_operand(r->loops[depth], 2), &step) || step <= 0)
    return false;
  for (int64_t iv = lower; iv < upper;) {
    r->ivs[depth] = iv;
    if (!run_loops(r, depth + 1)) return false;
    if (__builtin_add_overflow(iv, step, &iv)) break;
  }
  return true;
}

bool ptowsp_values_enumerate(ptowsp_value_t *const *values, size_t count, size_t limit,
                             int64_t *out_values, size_t *out_count) {
  run_t r = {.values = values, .count = count, .limit = limit, .out = out_values};
  for (size_t i = 0; i < count; i++)
    if (!collect(&r, values[i], 0)) return false;
  r.steps = 0;
  if (!run_loops(&r, 0)) return false;
  *out_count = r.found;
  return true;
}
