// Values and their use lists.
#include "ir_internal.h"

ptowsp_type_t ptowsp_value_type(const ptowsp_value_t *value) { return value->type; }

void ptowsp_value_set_type(ptowsp_value_t *value, ptowsp_type_t type) { value->type = type; }

ptowsp_op_t *ptowsp_value_op(const ptowsp_value_t *value) {
  return value->is_arg ? NULL : ptowsp_result_op(value);
}

ptowsp_block_t *ptowsp_value_block(const ptowsp_value_t *value) {
  return value->is_arg ? ((const ptowsp_arg_t *)value)->block : NULL;
}

size_t ptowsp_value_index(const ptowsp_value_t *value) { return value->index; }

ptowsp_loc_t ptowsp_value_loc(const ptowsp_value_t *value) {
  if (value->is_arg) return ptowsp_value_block(value)->arg_locs[value->index];
  return ptowsp_result_op(value)->loc;
}

bool ptowsp_value_has_uses(const ptowsp_value_t *value) { return value->uses != NULL; }

void ptowsp_value_replace_all(ptowsp_value_t *value, ptowsp_value_t *with) {
  if (value == with) return;
  for (ptowsp_use_t *use; (use = value->uses);)
    ptowsp_op_set_operand(use->op, ptowsp_use_operand(use), with);
}

ptowsp_use_t *ptowsp_value_first_use(const ptowsp_value_t *value) { return value->uses; }

ptowsp_use_t *ptowsp_use_next(const ptowsp_use_t *use) { return use->next; }

ptowsp_op_t *ptowsp_use_op(const ptowsp_use_t *use) { return use->op; }

size_t ptowsp_use_operand(const ptowsp_use_t *use) { return (size_t)(use - use->op->operands); }

bool ptowsp_value_constant(const ptowsp_value_t *value, int64_t *out_value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  ptowsp_attr_t attr = ptowsp_op_attr(op, "value");
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_INTEGER) return false;
  *out_value = ptowsp_attr_int_value(attr);
  return true;
}
