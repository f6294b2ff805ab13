// Patterns of canonicalize: conditionals side by side, and loops of scf.parallel.
#include <stdlib.h>

#include "canonicalize.h"

static ptowsp_block_t *block_of(const ptowsp_op_t *op, size_t region) {
  return ptowsp_region_first(ptowsp_op_region(op, region));
}

// ---------------------------------------------------------------- if a { x } if a { y }

// Whether one condition is the other (*out_not: its opposite).
static bool same_condition(const ptowsp_value_t *a, const ptowsp_value_t *b, bool *out_not) {
  int64_t bits;
  *out_not = false;
  if (a == b) return true;
  *out_not = true;
  for (int turn = 0; turn < 2; turn++) {
    ptowsp_op_t *inverse = canonicalize_made_by(turn ? a : b, PTOWSP_OP_ARITH_XORI);
    if (inverse && ptowsp_op_operand(inverse, 0) == (turn ? b : a) &&
        canonicalize_known(ptowsp_op_operand(inverse, 1), &bits) && bits == -1)
      return true;
  }
  return false;
}

// Inside of `op`, what `first` yields in a case is read in the place of its results.
static void read_directly(ptowsp_op_t *first, ptowsp_op_t *op, bool inverse) {
  for (size_t i = 0; i < ptowsp_op_result_count(first); i++) {
    ptowsp_use_t *next, *use = ptowsp_value_first_use(ptowsp_op_result(first, i));
    for (; use; use = next) {
      next = ptowsp_use_next(use);
      ptowsp_op_t *user = ptowsp_use_op(use), *inside = user;
      while (inside && ptowsp_op_parent(inside) != op) inside = ptowsp_op_parent(inside);
      if (!inside) continue;
      bool yes = ptowsp_block_region(ptowsp_op_block(inside)) == ptowsp_op_region(op, 0);
      ptowsp_op_t *yield = ptowsp_block_terminator(block_of(first, yes != inverse ? 0 : 1));
      ptowsp_op_set_operand(user, ptowsp_use_operand(use), ptowsp_op_operand(yield, i));
    }
  }
}

static void build_yield(ptowsp_block_t *block, ptowsp_loc_t loc, ptowsp_op_t *const *yields) {
  PTOWSP_VEC(ptowsp_value_t *) values = {0};
  for (size_t i = 0; i < 2; i++)
    for (size_t k = 0; yields[i] && k < ptowsp_op_operand_count(yields[i]); k++)
      ptowsp_vec_push(&values, ptowsp_op_operand(yields[i], k));
  ptowsp_builder_t b = ptowsp_builder_at_end(block, loc);
  ptowsp_op_t *end = ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_SCF_YIELD,
                                                           .loc = loc,
                                                           .operands = values.data,
                                                           .operand_count = values.size});
  for (size_t i = 0; i < 2; i++)
    if (yields[i]) ptowsp_block_splice(ptowsp_op_block(yields[i]), end);
  ptowsp_vec_deinit(&values);
}

// The two as one, with the results of both, in front of `op`.
static ptowsp_op_t *build_joined(ptowsp_op_t *first, ptowsp_op_t *op, bool inverse) {
  PTOWSP_VEC(ptowsp_type_t) types = {0};
  ptowsp_op_t *both[] = {first, op};
  for (size_t i = 0; i < 2; i++)
    for (size_t k = 0; k < ptowsp_op_result_count(both[i]); k++)
      ptowsp_vec_push(&types, ptowsp_value_type(ptowsp_op_result(both[i], k)));
  ptowsp_value_t *condition = ptowsp_op_operand(first, 0);
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_t *joined = ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_SCF_IF,
                                                              .loc = ptowsp_op_loc(first),
                                                              .operands = &condition,
                                                              .operand_count = 1,
                                                              .result_types = types.data,
                                                              .result_count = types.size,
                                                              .region_count = 2});
  for (size_t region = 0; region < 2; region++) {
    ptowsp_block_t *a = block_of(first, region), *z = block_of(op, region ^ inverse);
    if (!a && !z && region == 1) continue;
    ptowsp_op_t *yields[] = {a ? ptowsp_block_terminator(a) : NULL,
                             z ? ptowsp_block_terminator(z) : NULL};
    ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(joined, region));
    build_yield(block, ptowsp_op_loc(first), yields);
  }
  ptowsp_vec_deinit(&types);
  return joined;
}

// Without results the second moves into the first, so that many in a row take linear time.
static bool append(ptowsp_op_t *first, ptowsp_op_t *op, bool inverse) {
  bool lacks = inverse ? !block_of(first, 1) : block_of(op, 1) && !block_of(first, 1);
  if (ptowsp_op_result_count(op) || lacks) return false;
  for (size_t region = 0; region < 2; region++) {
    ptowsp_block_t *from = block_of(op, region ^ inverse), *to = block_of(first, region);
    if (from && to) ptowsp_block_splice(from, ptowsp_block_terminator(to));
  }
  return true;
}

pattern_result_t pattern_join_neighbours(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  bool inverse;
  ptowsp_op_t *first = ptowsp_op_previous(op);
  if (!ptowsp_op_is(first, PTOWSP_OP_SCF_IF) || ptowsp_op_attributes(first) ||
      ptowsp_op_attributes(op) ||
      !same_condition(ptowsp_op_operand(first, 0), ptowsp_op_operand(op, 0), &inverse))
    return PATTERN_NONE;
  read_directly(first, op, inverse);
  if (!append(first, op, inverse)) {
    ptowsp_op_t *joined = build_joined(first, op, inverse);
    size_t count = ptowsp_op_result_count(first);
    for (size_t i = 0; i < count; i++)
      ptowsp_value_replace_all(ptowsp_op_result(first, i), ptowsp_op_result(joined, i));
    for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
      ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(joined, count + i));
    ptowsp_op_erase(first);
  }
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// ---------------------------------------------------------------- scf.parallel

// All its loops run once: the body is what it does.
pattern_result_t pattern_run_parallel_once(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_block_t *body = ptowsp_op_body(op);
  size_t rank = ptowsp_block_arg_count(body);
  if (ptowsp_op_result_count(op) || ptowsp_op_attributes(op)) return PATTERN_NONE;
  for (size_t i = 0; i < rank; i++) {
    int64_t lower, upper, step, next;
    if (!canonicalize_known(ptowsp_op_operand(op, i), &lower) ||
        !canonicalize_known(ptowsp_op_operand(op, rank + i), &upper) ||
        !canonicalize_known(ptowsp_op_operand(op, 2 * rank + i), &step) || step < 1 ||
        lower >= upper || (!__builtin_add_overflow(lower, step, &next) && next < upper))
      return PATTERN_NONE;
  }
  for (size_t i = 0; i < rank; i++)
    ptowsp_value_replace_all(ptowsp_block_arg(body, i), ptowsp_op_operand(op, i));
  ptowsp_block_splice(body, op);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}
