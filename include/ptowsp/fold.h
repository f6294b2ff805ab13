// Folding: what an operation's result is, when that can be told without running it.
#ifndef PTOWSP_FOLD_H
#define PTOWSP_FOLD_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// Either a constant or a value that already exists.
typedef struct {
  ptowsp_attr_t constant;
  ptowsp_value_t *value;
} ptowsp_fold_t;

// What a rewriting did to an operation.
typedef enum {
  PTOWSP_REWRITE_NONE,    // nothing: it does not fit
  PTOWSP_REWRITE_CHANGED, // it has other operands or attributes
  PTOWSP_REWRITE_GONE,    // it was replaced and erased
} ptowsp_rewrite_t;

// What an operation that was added to the context does beyond its row. Each may be NULL.
struct ptowsp_op_hooks {
  // Called in a sound tree; emits errors.
  void (*verify)(ptowsp_op_t *op);
  // As ptowsp_op_fold below, for an operation of one result; a constant is of the result's type.
  bool (*fold)(ptowsp_op_t *op, ptowsp_fold_t *out_fold);
  // A pattern of canonicalize. Builds before the operation, erases no other; comes to an end.
  ptowsp_rewrite_t (*canonicalize)(ptowsp_op_t *op);
};

// The hook of an added operation, for canonicalize; what has none is not changed.
ptowsp_rewrite_t ptowsp_op_canonicalize(ptowsp_op_t *op);

// True if the single result of `op` folds. Never folds what is undefined
// (division by zero, oversized shifts) and keeps every NaN, sign of zero and rounding.
bool ptowsp_op_fold(ptowsp_op_t *op, ptowsp_fold_t *out_fold);

// dense<number> of a vector or tensor type; NULL where a constant of it is not possible: its
// extents vary, or its elements are of another type.
ptowsp_attr_t ptowsp_attr_splat(ptowsp_attr_t number, ptowsp_type_t type);
// Element i, row by row, of dense<…> of numbers of at most 64 bits; NULL: there is none, or `attr`
// (which may be NULL) is nothing like that. SIZE_MAX: what all are.
ptowsp_attr_t ptowsp_attr_dense_element(ptowsp_attr_t attr, size_t i);
// The constant a value is, or NULL.
ptowsp_attr_t ptowsp_value_constant_attr(const ptowsp_value_t *value);
// The same, but of a vector or tensor whose elements are all one number, that number.
ptowsp_attr_t ptowsp_value_constant_number(const ptowsp_value_t *value);

// The value of an integer operation of two operands, given sign-extended from `width` bits; only
// the low `width` bits of the result count. False where the dialect leaves it undefined (division
// by zero, the lowest number over -1, a shift by the width or more), of i0, or for any other
// operation.
bool ptowsp_evaluate_integers(ptowsp_op_id_t id, int64_t a, int64_t b, unsigned width,
                              int64_t *out_value);
// Whether arith.cmpi's predicate, by its number, holds.
bool ptowsp_evaluate_comparison(int64_t predicate, int64_t a, int64_t b, unsigned width);
// Whether arith.cmpf's predicate, by its number, holds.
bool ptowsp_evaluate_float_comparison(int64_t predicate, double a, double b);
// The low `width` bits, and the number that they are with their sign.
uint64_t ptowsp_zero_extend(int64_t value, unsigned width);
static inline int64_t ptowsp_sign_extend(int64_t value, unsigned width) {
  unsigned rest = width < 64 ? 64 - width : 0;
  return width ? (int64_t)((uint64_t)value << rest) >> rest : 0;
}

#ifdef __cplusplus
}
#endif

#endif
