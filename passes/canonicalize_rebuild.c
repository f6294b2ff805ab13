// Patterns of canonicalize: operations with regions, and what is left of them.
#include <stdlib.h>

#include "canonicalize.h"

ptowsp_op_t *canonicalize_terminator(const ptowsp_op_t *op, size_t region) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, region));
  return block ? ptowsp_block_terminator(block) : NULL;
}

bool canonicalize_is_bare(const ptowsp_op_t *op, size_t region) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, region));
  return !block || ptowsp_block_first(block) == ptowsp_block_terminator(block);
}

bool canonicalize_is_outside(const ptowsp_op_t *op, const ptowsp_value_t *value) {
  ptowsp_op_t *made = ptowsp_value_op(value);
  if (!made) made = ptowsp_block_op(ptowsp_value_block(value));
  return made != op && !ptowsp_op_is_ancestor(op, made);
}

typedef PTOWSP_VEC(ptowsp_value_t *) values_t;

static values_t kept_operands(const ptowsp_op_t *op, size_t first, const bool *keep) {
  values_t kept = {0};
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (i < first || !keep || keep[i - first]) ptowsp_vec_push(&kept, ptowsp_op_operand(op, i));
  return kept;
}

void canonicalize_keep_operands(ptowsp_op_t *op, size_t first, const bool *keep) {
  values_t kept = kept_operands(op, first, keep);
  ptowsp_op_set_operands(op, kept.data, kept.size);
  ptowsp_vec_deinit(&kept);
}

ptowsp_op_t *canonicalize_rebuild(ptowsp_op_t *op, size_t first, const bool *keep_operands,
                                  const bool *keep_results) {
  values_t operands = kept_operands(op, first, keep_operands);
  PTOWSP_VEC(ptowsp_type_t) types = {0};
  size_t count = ptowsp_op_result_count(op);
  for (size_t i = 0; i < count; i++)
    if (!keep_results || keep_results[i])
      ptowsp_vec_push(&types, ptowsp_value_type(ptowsp_op_result(op, i)));
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_t *fresh =
      ptowsp_build(&b, &(ptowsp_op_state_t){.id = ptowsp_op_id(op),
                                            .loc = ptowsp_op_loc(op),
                                            .operands = operands.data,
                                            .operand_count = operands.size,
                                            .result_types = types.data,
                                            .result_count = types.size,
                                            .properties = ptowsp_op_properties(op),
                                            .attributes = ptowsp_op_attributes(op),
                                            .region_count = ptowsp_op_region_count(op)});
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++)
    ptowsp_region_take(ptowsp_op_region(fresh, i), ptowsp_op_region(op, i));
  for (size_t i = 0, k = 0; i < count; i++)
    if (!keep_results || keep_results[i])
      ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(fresh, k++));
  ptowsp_op_erase(op);
  ptowsp_vec_deinit(&operands);
  ptowsp_vec_deinit(&types);
  return fresh;
}
