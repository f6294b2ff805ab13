// Patterns of canonicalize: operations that run a region once.
#include <stdlib.h>

#include "canonicalize.h"

pattern_result_t canonicalize_put_region(ptowsp_op_t *op, size_t region) {
  ptowsp_op_t *end = canonicalize_terminator(op, region);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_operand(end, i));
  if (end) ptowsp_block_splice(ptowsp_region_first(ptowsp_op_region(op, region)), op);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

pattern_result_t pattern_take_case(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  int64_t number;
  size_t region = 0;
  ptowsp_attr_t cases = ptowsp_op_attr(op, "cases");
  if (!canonicalize_known(ptowsp_op_operand(op, 0), &number)) return PATTERN_NONE;
  for (size_t i = 0; i < ptowsp_attr_count(cases); i++)
    if (ptowsp_attr_dense_array_int(cases, i) == number) region = i + 1;
  return canonicalize_put_region(op, region);
}

pattern_result_t pattern_put_block(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_block_t *block = ptowsp_op_body(op);
  if (!block || ptowsp_block_next(block) || ptowsp_op_attr(op, "no_inline") ||
      !ptowsp_op_is(canonicalize_terminator(op, 0), PTOWSP_OP_SCF_YIELD))
    return PATTERN_NONE;
  return canonicalize_put_region(op, 0);
}

// What all regions end with as the op's i-th result, if that is one value from outside; else NULL.
static ptowsp_value_t *only_yielded(const ptowsp_op_t *op, size_t i) {
  ptowsp_value_t *only = NULL;
  for (size_t region = 0; region < ptowsp_op_region_count(op); region++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, region));
    for (; block; block = ptowsp_block_next(block)) {
      ptowsp_op_t *end = ptowsp_block_last(block);
      if (!ptowsp_op_is(end, PTOWSP_OP_SCF_YIELD)) continue;
      ptowsp_value_t *value = ptowsp_op_operand(end, i);
      if ((only && value != only) || !canonicalize_is_outside(op, value)) return NULL;
      only = value;
    }
  }
  return only;
}

pattern_result_t pattern_read_outside(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  bool changed = false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *result = ptowsp_op_result(op, i);
    ptowsp_value_t *only = ptowsp_value_has_uses(result) ? only_yielded(op, i) : NULL;
    if (!only) continue;
    ptowsp_value_replace_all(result, only);
    changed = true;
  }
  return changed ? PATTERN_CHANGED : PATTERN_NONE;
}

pattern_result_t pattern_put_blocks(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_block_t *block = ptowsp_op_body(op), *around = ptowsp_op_block(op);
  ptowsp_op_t *parent = ptowsp_op_parent(op);
  if (!block || !ptowsp_block_next(block) || ptowsp_op_attr(op, "no_inline") ||
      (!ptowsp_op_is(parent, PTOWSP_OP_FUNC_FUNC) &&
       !ptowsp_op_is(parent, PTOWSP_OP_SCF_EXECUTE_REGION)))
    return PATTERN_NONE;
  ptowsp_block_t *rest = ptowsp_block_split(op);
  ptowsp_region_take_behind(around, ptowsp_op_region(op, 0));
  ptowsp_build_branch(around, op, block);
  for (; block != rest; block = ptowsp_block_next(block)) {
    ptowsp_op_t *end = ptowsp_block_last(block);
    if (!ptowsp_op_is(end, PTOWSP_OP_SCF_YIELD)) continue;
    ptowsp_build_branch(block, end, rest);
    ptowsp_op_erase(end);
  }
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *result = ptowsp_op_result(op, i);
    ptowsp_value_replace_all(
        result, ptowsp_block_add_arg(rest, ptowsp_value_type(result), ptowsp_op_loc(op)));
  }
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// ---------------------------------------------------------------- frames

// Allocates in the frame around it, or may: nothing is known of it.
static ptowsp_walk_t find_allocation(ptowsp_op_t *op, void *root) {
  if (op != root && ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA_SCOPE)) return PTOWSP_WALK_SKIP;
  bool may = !ptowsp_op_info(op) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA);
  return may ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

pattern_result_t pattern_put_frame(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *next = ptowsp_op_next(op);
  bool ends = next && ptowsp_op_is(next, PTOWSP_OP_FUNC_RETURN);
  if (!ends && !ptowsp_walk_pre(op, find_allocation, op)) return PATTERN_NONE;
  return canonicalize_put_region(op, 0);
}
