// Folding of elementary functions whose results are exact, and of signs.
#include <math.h>

#include "fold_internal.h"

// Exact in double for each narrower kind as well. What rounds (exp, log, sin, …) is left to the
// library that computes it when the program runs.
static bool exact(ptowsp_op_id_t id, double x, double *out) {
  switch (id) {
    case PTOWSP_OP_MATH_ABSF:
      *out = fabs(x);
      return true;
    case PTOWSP_OP_MATH_CEIL:
      *out = ceil(x);
      return true;
    case PTOWSP_OP_MATH_FLOOR:
      *out = floor(x);
      return true;
    case PTOWSP_OP_MATH_TRUNC:
      *out = trunc(x);
      return true;
    case PTOWSP_OP_MATH_ROUND:
      *out = round(x);
      return true;
    case PTOWSP_OP_MATH_ROUNDEVEN:
      *out = rint(x);
      return true;
    // Rounded in double and once more is the root rounded once: double has twice the bits and two.
    case PTOWSP_OP_MATH_SQRT:
      *out = sqrt(x);
      return x >= 0;
    case PTOWSP_OP_ARITH_NEGF:
      *out = -x;
      return true;
    default:
      return false;
  }
}

static bool fold_unary(ptowsp_op_t *op, ptowsp_attr_t x, ptowsp_fold_t *out) {
  ptowsp_type_t type = ptowsp_type_scalar(op->operands[0].value->type);
  ptowsp_context_t *context = ptowsp_op_context(op);
  double value;
  if (ptowsp_op_is(op, PTOWSP_OP_MATH_ABSI) && fold_is_kind(x, PTOWSP_ATTR_INTEGER)) {
    if (ptowsp_type_width(type) > 64) return false;
    int64_t number = ptowsp_attr_int_value(x);
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    return out->constant = ptowsp_attr_integer(context, (int64_t)magnitude, type), true;
  }
  if (!fold_is_kind(x, PTOWSP_ATTR_FLOAT) || ptowsp_type_width(type) > 64 ||
      isnan(ptowsp_attr_float_value(x)) ||
      !exact(ptowsp_op_id(op), ptowsp_attr_float_value(x), &value))
    return false;
  return out->constant = ptowsp_attr_float(context, value, type), true;
}

// An operation on what it made itself.
static bool fold_twice(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *x = op->operands[0].value;
  ptowsp_op_t *inner = fold_made_by(x, ptowsp_op_id(op));
  if (!inner) return false;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_NEGF:
      return out->value = ptowsp_op_operand(inner, 0), true;
    case PTOWSP_OP_MATH_ABSF:
    case PTOWSP_OP_MATH_ABSI:
    case PTOWSP_OP_MATH_CEIL:
    case PTOWSP_OP_MATH_FLOOR:
    case PTOWSP_OP_MATH_TRUNC:
    case PTOWSP_OP_MATH_ROUND:
    case PTOWSP_OP_MATH_ROUNDEVEN:
      return out->value = x, true;
    default:
      return false;
  }
}

// Numbers of bits, in the width of the type.
static bool fold_count(ptowsp_op_t *op, ptowsp_attr_t x, ptowsp_fold_t *out) {
  ptowsp_type_t type = ptowsp_type_scalar(op->operands[0].value->type);
  if (!ptowsp_type_is_integer(type) || !fold_is_kind(x, PTOWSP_ATTR_INTEGER)) return false;
  unsigned width = ptowsp_type_width(type);
  if (width > 64 || width == 0) return false;
  uint64_t bits = (uint64_t)ptowsp_attr_int_value(x) & UINT64_MAX >> (64 - width);
  int64_t count;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MATH_CTLZ:
      count = bits ? __builtin_clzll(bits) - (int)(64 - width) : (int)width;
      break;
    case PTOWSP_OP_MATH_CTTZ:
      count = bits ? __builtin_ctzll(bits) : (int)width;
      break;
    case PTOWSP_OP_MATH_CTPOP:
      count = __builtin_popcountll(bits);
      break;
    default:
      return false;
  }
  return out->constant = ptowsp_attr_integer(ptowsp_op_context(op), count, type), true;
}

// What kind of number a float is.
static bool fold_kind(ptowsp_op_t *op, ptowsp_attr_t x, ptowsp_fold_t *out) {
  if (!fold_is_kind(x, PTOWSP_ATTR_FLOAT)) return false;
  double value = ptowsp_attr_float_value(x);
  bool is;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MATH_ISNAN:
      is = isnan(value);
      break;
    case PTOWSP_OP_MATH_ISINF:
      is = isinf(value);
      break;
    case PTOWSP_OP_MATH_ISFINITE:
      is = isfinite(value);
      break;
    default:
      return false;
  }
  return out->constant = ptowsp_attr_bool(ptowsp_op_context(op), is), true;
}

bool fold_math(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  if (op->operand_count != 1) return false;
  if (known[0] && (fold_count(op, known[0], out) || fold_kind(op, known[0], out))) return true;
  if (op->results[0].type != op->operands[0].value->type) return false;
  return (known[0] && fold_unary(op, known[0], out)) || fold_twice(op, out);
}
