// Folding of operations on buffers: what their types say, and casts there and back.
#include "fold_internal.h"

// The extent that the type, or the allocation, of a buffer says.
static bool fold_dim(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_attr_t number = ptowsp_value_constant_attr(op->operands[1].value);
  if (!fold_is_kind(number, PTOWSP_ATTR_INTEGER) ||
      ptowsp_type_kind(source->type) != PTOWSP_TYPE_MEMREF)
    return false;
  int64_t i = ptowsp_attr_int_value(number);
  if (i < 0 || (size_t)i >= ptowsp_type_rank(source->type)) return false;
  const int64_t *shape = ptowsp_type_shape(source->type);
  if (shape[i] != PTOWSP_DYNAMIC)
    return out->constant = ptowsp_attr_index(ptowsp_op_context(op), shape[i]), true;
  ptowsp_op_t *alloc = ptowsp_value_op(source);
  if (!ptowsp_op_is_alloc(alloc)) return false;
  size_t operand = 0;
  for (int64_t k = 0; k < i; k++) operand += shape[k] == PTOWSP_DYNAMIC;
  return out->value = ptowsp_op_operand(alloc, operand), true;
}

bool fold_memref(ptowsp_op_t *op, ptowsp_fold_t *out) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_DIM)) return fold_dim(op, out);
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST)) return false;
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_type_t to = op->results[0].type;
  if (source->type == to) return out->value = source, true;
  ptowsp_op_t *inner = fold_made_by(source, PTOWSP_OP_MEMREF_CAST);
  if (!inner || ptowsp_op_operand(inner, 0)->type != to) return false;
  return out->value = ptowsp_op_operand(inner, 0), true;
}
