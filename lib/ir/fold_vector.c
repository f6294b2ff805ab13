// Folding of elementwise operations on vectors and tensors: as their elements fold.
#include <stdlib.h>
#include <string.h>

#include "fold_internal.h"

// More elements than this are left alone: what is known of them would only take room.
enum { MOST_ELEMENTS = 1 << 16 };

// dense<…> of numbers of at most 64 bits.
static bool is_dense(ptowsp_attr_t attr) {
  if (!fold_is_kind(attr, PTOWSP_ATTR_DENSE)) return false;
  ptowsp_type_t element = ptowsp_type_scalar(ptowsp_attr_value_type(attr));
  return (ptowsp_type_is_integer(element) || ptowsp_type_is_index(element) ||
          ptowsp_type_is_float(element)) &&
         ptowsp_type_width(element) <= 64;
}

// The i-th element as a number.
static ptowsp_attr_t element_at(ptowsp_context_t *context, ptowsp_attr_t dense, size_t i) {
  ptowsp_type_t type = ptowsp_type_scalar(ptowsp_attr_value_type(dense));
  size_t bytes = ptowsp_type_bytes(type), size;
  bool splat;
  uint64_t bits = 0;
  const char *data = ptowsp_attr_dense_data(dense, &size, &splat);
  memcpy(&bits, data + (splat ? 0 : i * bytes), bytes);
  return ptowsp_type_is_float(type) ? ptowsp_attr_float_bits(context, bits, type)
                                    : ptowsp_attr_integer(context, (int64_t)bits, type);
}

static void append_element(ptowsp_buffer_t *data, ptowsp_attr_t value) {
  ptowsp_type_t type = ptowsp_attr_value_type(value);
  uint64_t bits = ptowsp_type_is_float(type) ? ptowsp_attr_float_value_bits(value)
                                             : (uint64_t)ptowsp_attr_int_value(value);
  if (ptowsp_type_is_i(type, 1)) bits &= 1;
  ptowsp_buffer_append(data, (const char *)&bits, ptowsp_type_bytes(type));
}

static bool is_splat(ptowsp_attr_t dense) {
  size_t bytes;
  bool splat;
  ptowsp_attr_dense_data(dense, &bytes, &splat);
  return splat;
}

ptowsp_attr_t ptowsp_attr_dense_element(ptowsp_attr_t attr, size_t i) {
  size_t bytes;
  bool splat;
  if (!is_dense(attr)) return NULL;
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  ptowsp_attr_dense_data(attr, &bytes, &splat);
  if (!splat && i >= bytes / ptowsp_type_bytes(ptowsp_type_scalar(type))) return NULL;
  return element_at(ptowsp_type_context(type), attr, splat ? 0 : i);
}

ptowsp_attr_t ptowsp_value_constant_number(const ptowsp_value_t *value) {
  ptowsp_attr_t attr = ptowsp_value_constant_attr(value);
  if (!is_dense(attr) || !is_splat(attr)) return attr;
  return element_at(ptowsp_op_context(ptowsp_value_op(value)), attr, 0);
}

static ptowsp_attr_t pack(ptowsp_type_t type, const ptowsp_buffer_t *data, bool splat) {
  return ptowsp_attr_dense(ptowsp_type_context(type), type, data->data, data->size, splat);
}

ptowsp_attr_t ptowsp_attr_splat(ptowsp_attr_t number, ptowsp_type_t type) {
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(number);
  bool fits = (kind == PTOWSP_ATTR_INTEGER || kind == PTOWSP_ATTR_FLOAT) &&
              ptowsp_attr_value_type(number) == ptowsp_type_scalar(type) &&
              ptowsp_type_width(type) <= 64;
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_VECTOR)
    fits &= !ptowsp_type_is_unranked(type) && ptowsp_type_has_static_shape(type);
  if (!fits) return NULL;
  ptowsp_buffer_t data = {0};
  append_element(&data, number);
  ptowsp_attr_t splat = pack(type, &data, true);
  ptowsp_buffer_deinit(&data);
  return splat;
}

static size_t element_count(ptowsp_type_t type) {
  size_t count = 1;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    size_t extent = (size_t)ptowsp_type_shape(type)[i];
    if (extent > MOST_ELEMENTS || count * extent > MOST_ELEMENTS) return 0;
    count *= extent;
  }
  return count;
}

// All operands are known, not all of them splats.
static bool fold_each(ptowsp_op_t *op, fold_elements_t fold, const ptowsp_attr_t *dense,
                      ptowsp_fold_t *out) {
  ptowsp_context_t *context = ptowsp_op_context(op);
  ptowsp_type_t type = op->results[0].type;
  size_t count = element_count(type);
  ptowsp_buffer_t data = {0};
  bool ok = count > 0, same = true;
  for (size_t i = 0; ok && i < count; i++) {
    ptowsp_attr_t known[FOLD_MOST_OPERANDS] = {0};
    ptowsp_fold_t one = {0};
    for (size_t k = 0; k < op->operand_count; k++)
      known[k] = is_dense(dense[k]) ? element_at(context, dense[k], i) : dense[k];
    ok = fold(op, known, &one) && one.constant;
    if (!ok) break;
    append_element(&data, one.constant);
    size_t bytes = data.size / (i + 1);
    same &= !memcmp(data.data, data.data + i * bytes, bytes);
  }
  if (ok && same) data.size /= count;
  if (ok) *out = (ptowsp_fold_t){.constant = pack(type, &data, same)};
  ptowsp_buffer_deinit(&data);
  return ok;
}

bool fold_vector(ptowsp_op_t *op, fold_elements_t fold, ptowsp_fold_t *out) {
  ptowsp_attr_t known[FOLD_MOST_OPERANDS] = {0}, dense[FOLD_MOST_OPERANDS] = {0};
  bool all = true;
  if (ptowsp_type_is_unranked(op->results[0].type)) return false;
  for (size_t i = 0; i < op->operand_count; i++) {
    dense[i] = ptowsp_value_constant_attr(op->operands[i].value);
    ptowsp_attr_t number = ptowsp_value_constant_number(op->operands[i].value);
    bool is_number =
        fold_is_kind(number, PTOWSP_ATTR_INTEGER) || fold_is_kind(number, PTOWSP_ATTR_FLOAT);
    known[i] = is_number ? number : NULL;
    all &= is_number || is_dense(dense[i]);
  }
  if (fold(op, known, out)) {
    if (out->value) return out->constant = NULL, true;
    out->constant = ptowsp_attr_splat(out->constant, op->results[0].type);
    return out->constant != NULL;
  }
  *out = (ptowsp_fold_t){0};
  return all && fold_each(op, fold, dense, out);
}
