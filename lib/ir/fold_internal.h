// Folding: what its files share.
#ifndef PTOWSP_LIB_IR_FOLD_INTERNAL_H
#define PTOWSP_LIB_IR_FOLD_INTERNAL_H

#include "ir_internal.h"
#include "ptowsp/fold.h"

static inline bool fold_is_kind(ptowsp_attr_t attr, ptowsp_attr_kind_t kind) {
  return attr && ptowsp_attr_kind(attr) == kind;
}

static inline bool fold_is_int(ptowsp_attr_t attr, int64_t value) {
  return fold_is_kind(attr, PTOWSP_ATTR_INTEGER) && ptowsp_attr_int_value(attr) == value;
}

// The op that makes a value, if it is this one; else NULL.
static inline ptowsp_op_t *fold_made_by(const ptowsp_value_t *value, ptowsp_op_id_t id) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, id) ? op : NULL;
}

// x ^ -1: whether `value` is the complement of `of`.
bool fold_is_not(const ptowsp_value_t *value, const ptowsp_value_t *of);

// Each tells the result of the ops of its kind, or returns false. Elementwise ones know of each
// operand the number it is, or NULL, and say a number of the result's element type.
typedef bool (*fold_elements_t)(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out);
enum { FOLD_MOST_OPERANDS = 3 };
bool fold_binary(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out);
bool fold_cast(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out);
bool fold_math(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out);
bool fold_vector(ptowsp_op_t *op, fold_elements_t fold, ptowsp_fold_t *out);
bool fold_memref(ptowsp_op_t *op, ptowsp_fold_t *out);
bool fold_tile(ptowsp_op_t *op, ptowsp_fold_t *out);

#endif
