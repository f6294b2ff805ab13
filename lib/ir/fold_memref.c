// Folding of operations on buffers: what their types say, and casts there and back.
#include "fold_internal.h"

// Of a view with all dimensions of its source: the size that it was made with.
static bool fold_dim_of_subview(ptowsp_op_t *view, int64_t i, ptowsp_fold_t *out) {
  size_t rank = ptowsp_type_rank(view->results[0].type);
  ptowsp_attr_t offsets = ptowsp_attr_lookup(view->properties, "static_offsets");
  ptowsp_attr_t sizes = ptowsp_attr_lookup(view->properties, "static_sizes");
  if (!offsets || !sizes || ptowsp_attr_count(sizes) != rank) return false;
  size_t operand = 1;
  for (size_t k = 0; k < rank; k++)
    operand += ptowsp_attr_dense_array_int(offsets, k) == PTOWSP_DYNAMIC;
  for (int64_t k = 0; k < i; k++)
    operand += ptowsp_attr_dense_array_int(sizes, (size_t)k) == PTOWSP_DYNAMIC;
  if (ptowsp_attr_dense_array_int(sizes, (size_t)i) != PTOWSP_DYNAMIC ||
      operand >= view->operand_count)
    return false;
  return out->value = ptowsp_op_operand(view, operand), true;
}

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
  ptowsp_op_t *view = ptowsp_value_op(source);
  if (shape[i] != PTOWSP_DYNAMIC)
    return out->constant = ptowsp_attr_index(ptowsp_op_context(op), shape[i]), true;
  if (ptowsp_op_is(view, PTOWSP_OP_MEMREF_SUBVIEW)) return fold_dim_of_subview(view, i, out);
  ptowsp_op_t *alloc = ptowsp_value_op(source);
  if (!ptowsp_op_is_alloc(alloc)) return false;
  size_t operand = 0;
  for (int64_t k = 0; k < i; k++) operand += shape[k] == PTOWSP_DYNAMIC;
  return out->value = ptowsp_op_operand(alloc, operand), true;
}

// The whole of a buffer is the buffer.
static bool fold_subview(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *source = op->operands[0].value;
  if (source->type != op->results[0].type || !ptowsp_type_has_static_shape(source->type) ||
      op->operand_count != 1)
    return false;
  ptowsp_attr_t offsets = ptowsp_attr_lookup(op->properties, "static_offsets");
  ptowsp_attr_t strides = ptowsp_attr_lookup(op->properties, "static_strides");
  for (size_t i = 0; i < ptowsp_type_rank(source->type); i++)
    if (ptowsp_attr_dense_array_int(offsets, i) || ptowsp_attr_dense_array_int(strides, i) != 1)
      return false;
  return out->value = source, true;
}

// Merging what was parted, or the other way round.
static bool fold_reshape(ptowsp_op_t *op, ptowsp_op_id_t inverse, ptowsp_fold_t *out) {
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_type_t to = op->results[0].type;
  if (source->type == to) return out->value = source, true;
  ptowsp_op_t *inner = fold_made_by(source, inverse);
  if (!inner || inner->operands[0].value->type != to || !ptowsp_type_has_static_shape(to) ||
      ptowsp_attr_lookup(inner->properties, "reassociation") !=
          ptowsp_attr_lookup(op->properties, "reassociation"))
    return false;
  return out->value = inner->operands[0].value, true;
}

bool fold_memref(ptowsp_op_t *op, ptowsp_fold_t *out) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_DIM)) return fold_dim(op, out);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW)) return fold_subview(op, out);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_COLLAPSE_SHAPE))
    return fold_reshape(op, PTOWSP_OP_MEMREF_EXPAND_SHAPE, out);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_EXPAND_SHAPE))
    return fold_reshape(op, PTOWSP_OP_MEMREF_COLLAPSE_SHAPE, out);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_RANK)) {
    ptowsp_type_t type = op->operands[0].value->type;
    if (ptowsp_type_is_unranked(type)) return false;
    out->constant = ptowsp_attr_index(ptowsp_op_context(op), (int64_t)ptowsp_type_rank(type));
    return true;
  }
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST)) return false;
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_type_t to = op->results[0].type;
  if (source->type == to) return out->value = source, true;
  ptowsp_op_t *inner = fold_made_by(source, PTOWSP_OP_MEMREF_CAST);
  if (!inner || ptowsp_op_operand(inner, 0)->type != to) return false;
  return out->value = ptowsp_op_operand(inner, 0), true;
}
