// Folding of operations on buffers: what their types say, and casts there and back.
#include "fold_internal.h"

// The operand that the first size of what makes a buffer is, with those for open extents in order;
// SIZE_MAX: there is none.
static size_t first_size(const ptowsp_op_t *op) {
  ptowsp_attr_t offsets;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MEMREF_ALLOC:
    case PTOWSP_OP_MEMREF_ALLOCA:
      return 0;
    case PTOWSP_OP_MEMREF_EXPAND_SHAPE:
      return 1;
    case PTOWSP_OP_MEMREF_VIEW:
      return 2;
    case PTOWSP_OP_MEMREF_SUBVIEW:
    case PTOWSP_OP_MEMREF_REINTERPRET_CAST: {
      offsets = ptowsp_attr_lookup(op->properties, "static_offsets");
      size_t first = 1;
      for (size_t k = 0; offsets && k < ptowsp_attr_count(offsets); k++)
        first += ptowsp_attr_dense_array_int(offsets, k) == PTOWSP_DYNAMIC;
      return first;
    }
    default:
      return SIZE_MAX;
  }
}

// An extent that the type of a view may have forgotten.
static bool fold_stated_dim(ptowsp_op_t *view, int64_t i, ptowsp_fold_t *out) {
  ptowsp_attr_t sizes = ptowsp_attr_lookup(view->properties, "static_sizes");
  size_t operand = first_size(view);
  int64_t size = ptowsp_attr_dense_array_int(sizes, (size_t)i);
  for (int64_t k = 0; k < i; k++)
    operand += ptowsp_attr_dense_array_int(sizes, (size_t)k) == PTOWSP_DYNAMIC;
  if (size == PTOWSP_DYNAMIC) return out->value = ptowsp_op_operand(view, operand), true;
  return out->constant = ptowsp_attr_index(ptowsp_op_context(view), size), true;
}

// The extent that the type, or what makes a buffer, says. Dimensions that a view leaves out are of
// extent one, so that open ones have their sizes in order.
static bool fold_dim(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_attr_t number = ptowsp_value_constant_attr(op->operands[1].value);
  if (!fold_is_kind(number, PTOWSP_ATTR_INTEGER) ||
      ptowsp_type_kind(source->type) != PTOWSP_TYPE_MEMREF)
    return false;
  int64_t i = ptowsp_attr_int_value(number);
  if (i < 0 || (size_t)i >= ptowsp_type_rank(source->type)) return false;
  const int64_t *shape = ptowsp_type_shape(source->type);
  ptowsp_op_t *made = ptowsp_value_op(source);
  if (shape[i] != PTOWSP_DYNAMIC)
    return out->constant = ptowsp_attr_index(ptowsp_op_context(op), shape[i]), true;
  if (!made) return false;
  if (ptowsp_op_is(made, PTOWSP_OP_MEMREF_REINTERPRET_CAST)) return fold_stated_dim(made, i, out);
  size_t operand = first_size(made);
  if (operand == SIZE_MAX) return false;
  for (int64_t k = 0; k < i; k++) operand += shape[k] == PTOWSP_DYNAMIC;
  return out->value = ptowsp_op_operand(made, operand), true;
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

// All bytes of a buffer as what they are.
static bool fold_view(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *source = op->operands[0].value;
  if (source->type != op->results[0].type || !ptowsp_type_has_static_shape(source->type) ||
      !fold_is_int(ptowsp_value_constant_attr(op->operands[1].value), 0))
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
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_VIEW)) return fold_view(op, out);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_MEMORY_SPACE_CAST))
    return op->results[0].type == op->operands[0].value->type &&
           (out->value = op->operands[0].value, true);
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST)) return false;
  ptowsp_value_t *source = op->operands[0].value;
  ptowsp_type_t to = op->results[0].type;
  if (source->type == to) return out->value = source, true;
  ptowsp_op_t *inner = fold_made_by(source, PTOWSP_OP_MEMREF_CAST);
  if (!inner || ptowsp_op_operand(inner, 0)->type != to) return false;
  return out->value = ptowsp_op_operand(inner, 0), true;
}
