// Folding of arith operations of two operands.
#include <math.h>

#include "fold_internal.h"

// In double; rounding the result once more to a narrower kind is still exact rounding
// for these operations, because double has more than twice the bits.
static bool fold_floats(ptowsp_op_id_t id, double a, double b, double *out) {
  bool extreme = true, other_zero = a == b && signbit(a) != signbit(b), any = isnan(a) || isnan(b);
  switch (id) {
    case PTOWSP_OP_ARITH_MAXNUMF:
      *out = isnan(b) || a > b ? a : b;
      break;
    case PTOWSP_OP_ARITH_MINNUMF:
      *out = isnan(b) || a < b ? a : b;
      break;
    case PTOWSP_OP_ARITH_MAXIMUMF:
      *out = any ? NAN : a > b ? a : b;
      break;
    case PTOWSP_OP_ARITH_MINIMUMF:
      *out = any ? NAN : a < b ? a : b;
      break;
    case PTOWSP_OP_ARITH_ADDF:
      *out = a + b, extreme = false;
      break;
    case PTOWSP_OP_ARITH_SUBF:
      *out = a - b, extreme = false;
      break;
    case PTOWSP_OP_ARITH_MULF:
      *out = a * b, extreme = false;
      break;
    case PTOWSP_OP_ARITH_DIVF:
      *out = a / b, extreme = false;
      break;
    case PTOWSP_OP_ARITH_REMF:
      *out = fmod(a, b), extreme = false;
      break;
    default:
      return false;
  }
  // Which NaN comes out, and which of two zeros is the greater, is the machine's business.
  return !isnan(*out) && !(extreme && other_zero);
}

static bool fold_constants(ptowsp_op_t *op, ptowsp_attr_t a, ptowsp_attr_t b, ptowsp_fold_t *out) {
  ptowsp_type_t type = ptowsp_type_scalar(op->operands[0].value->type);
  ptowsp_context_t *context = ptowsp_op_context(op);
  if (fold_is_kind(a, PTOWSP_ATTR_INTEGER) && fold_is_kind(b, PTOWSP_ATTR_INTEGER)) {
    int64_t value;
    if (!ptowsp_evaluate_integers(ptowsp_op_id(op), ptowsp_attr_int_value(a),
                                  ptowsp_attr_int_value(b), ptowsp_type_width(type), &value))
      return false;
    out->constant = ptowsp_attr_integer(context, value, type);
    return true;
  }
  if (!fold_is_kind(a, PTOWSP_ATTR_FLOAT) || !fold_is_kind(b, PTOWSP_ATTR_FLOAT)) return false;
  double value;
  if (!fold_floats(ptowsp_op_id(op), ptowsp_attr_float_value(a), ptowsp_attr_float_value(b),
                   &value))
    return false;
  out->constant = ptowsp_attr_float(context, value, type);
  return true;
}

// ---------------------------------------------------------------- a constant on the right

// Whether `attr` is the greatest or the least integer of its width.
static bool is_extreme(ptowsp_attr_t attr, unsigned width, bool is_signed, bool greatest) {
  if (!fold_is_kind(attr, PTOWSP_ATTR_INTEGER)) return false;
  uint64_t value = ptowsp_zero_extend(ptowsp_attr_int_value(attr), width);
  uint64_t all = ptowsp_zero_extend(-1, width), top = UINT64_C(1) << (width - 1);
  if (!is_signed) return value == (greatest ? all : 0);
  return value == (greatest ? all ^ top : top);
}

// max(x, least) is x, max(x, greatest) that number; the same for min the other way round.
static bool fold_extreme(ptowsp_op_t *op, ptowsp_attr_t rhs, ptowsp_fold_t *out) {
  ptowsp_op_id_t id = ptowsp_op_id(op);
  bool is_signed = id == PTOWSP_OP_ARITH_MAXSI || id == PTOWSP_OP_ARITH_MINSI;
  bool max = id == PTOWSP_OP_ARITH_MAXSI || id == PTOWSP_OP_ARITH_MAXUI;
  unsigned width = ptowsp_type_width(op->operands[0].value->type);
  if (is_extreme(rhs, width, is_signed, max)) return out->constant = rhs, true;
  if (is_extreme(rhs, width, is_signed, !max)) return out->value = op->operands[0].value, true;
  return false;
}

static bool is_float(ptowsp_attr_t attr, double value, bool negative) {
  if (!fold_is_kind(attr, PTOWSP_ATTR_FLOAT)) return false;
  double is = ptowsp_attr_float_value(attr);
  return is == value && signbit(is) == negative;
}

// Operations with one constant operand whose result is the other one, or that constant.
static bool fold_identity(ptowsp_op_t *op, ptowsp_attr_t rhs, ptowsp_fold_t *out) {
  ptowsp_value_t *lhs = op->operands[0].value;
  ptowsp_type_t type = ptowsp_type_scalar(lhs->type);
  ptowsp_context_t *context = ptowsp_op_context(op);
  bool zero = fold_is_int(rhs, 0), one = fold_is_int(rhs, 1), all = fold_is_int(rhs, -1);
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_XORI:
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
    case PTOWSP_OP_ARITH_SHRUI:
      return zero ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_ORI:
      if (zero) out->value = lhs;
      if (all) out->constant = rhs;
      return out->constant || out->value;
    case PTOWSP_OP_ARITH_MULI:
      if (zero) out->constant = rhs;
      if (one && !ptowsp_type_is_i(type, 1)) out->value = lhs;
      return out->constant || out->value;
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return one ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_REMUI:
      return one ? (out->constant = ptowsp_attr_integer(context, 0, type), true) : false;
    case PTOWSP_OP_ARITH_ANDI:
      if (zero) out->constant = rhs;
      if (all) out->value = lhs;
      return out->constant || out->value;
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
    case PTOWSP_OP_ARITH_MAXUI:
    case PTOWSP_OP_ARITH_MINUI:
      return fold_extreme(op, rhs, out);
    case PTOWSP_OP_ARITH_ADDF: // + 0 would turn -0 into 0
      return is_float(rhs, 0, true) ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_SUBF:
      return is_float(rhs, 0, false) ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
      return is_float(rhs, 1, false) ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_MAXIMUMF:
      return is_float(rhs, INFINITY, true) ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_MINIMUMF:
      return is_float(rhs, INFINITY, false) ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_MAXNUMF:
    case PTOWSP_OP_ARITH_MINNUMF: // no number gives way to a number
      return fold_is_kind(rhs, PTOWSP_ATTR_FLOAT) && isnan(ptowsp_attr_float_value(rhs)) &&
             (out->value = lhs, true);
    default:
      return false;
  }
}

// ---------------------------------------------------------------- operands that have to do with
// each other

bool fold_is_not(const ptowsp_value_t *value, const ptowsp_value_t *of) {
  ptowsp_op_t *op = fold_made_by(value, PTOWSP_OP_ARITH_XORI);
  return op && ptowsp_op_operand(op, 0) == of &&
         fold_is_int(ptowsp_value_constant_number(ptowsp_op_operand(op, 1)), -1);
}

// The operand of `inner` beside `value`; NULL: it is none of them.
static ptowsp_value_t *other_operand(ptowsp_op_t *inner, const ptowsp_value_t *value) {
  if (!inner) return NULL;
  if (ptowsp_op_operand(inner, 0) == value) return ptowsp_op_operand(inner, 1);
  return ptowsp_op_operand(inner, 1) == value ? ptowsp_op_operand(inner, 0) : NULL;
}

// (a - b) + b, in either order.
static bool fold_sum(ptowsp_op_t *op, ptowsp_fold_t *out) {
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *minus = fold_made_by(op->operands[i].value, PTOWSP_OP_ARITH_SUBI);
    if (minus && minus->operands[1].value == op->operands[1 - i].value)
      return out->value = minus->operands[0].value, true;
  }
  return false;
}

// (a ^ b) ^ b, a & (a & b), a | (a | b), in either order.
static bool fold_undone(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_op_id_t id = ptowsp_op_id(op);
  for (size_t i = 0; i < 2; i++) {
    ptowsp_value_t *x = op->operands[i].value, *y = op->operands[1 - i].value;
    ptowsp_value_t *other = other_operand(fold_made_by(x, id), y);
    if (other) return out->value = id == PTOWSP_OP_ARITH_XORI ? other : x, true;
  }
  return false;
}

// x op x, x op ~x, and what undoes an operation.
static bool fold_related(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *lhs = op->operands[0].value, *rhs = op->operands[1].value;
  ptowsp_type_t type = ptowsp_type_scalar(lhs->type);
  ptowsp_context_t *context = ptowsp_op_context(op);
  bool complement = false;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_SUBI: {
      if (lhs == rhs) return out->constant = ptowsp_attr_integer(context, 0, type), true;
      ptowsp_value_t *other = other_operand(fold_made_by(lhs, PTOWSP_OP_ARITH_ADDI), rhs);
      return other ? (out->value = other, true) : false;
    }
    case PTOWSP_OP_ARITH_XORI:
      if (lhs == rhs) return out->constant = ptowsp_attr_integer(context, 0, type), true;
      return fold_undone(op, out);
    case PTOWSP_OP_ARITH_ADDI:
      return fold_sum(op, out);
    case PTOWSP_OP_ARITH_ANDI:
    case PTOWSP_OP_ARITH_ORI:
      complement = fold_is_not(lhs, rhs) || fold_is_not(rhs, lhs);
      if (complement) {
        int64_t value = ptowsp_op_is(op, PTOWSP_OP_ARITH_ORI) ? -1 : 0;
        return out->constant = ptowsp_attr_integer(context, value, type), true;
      }
      return lhs == rhs ? (out->value = lhs, true) : fold_undone(op, out);
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
    case PTOWSP_OP_ARITH_MAXUI:
    case PTOWSP_OP_ARITH_MINUI:
    case PTOWSP_OP_ARITH_MAXIMUMF:
    case PTOWSP_OP_ARITH_MINIMUMF:
    case PTOWSP_OP_ARITH_MAXNUMF:
    case PTOWSP_OP_ARITH_MINNUMF:
      return lhs == rhs ? (out->value = lhs, true) : false;
    default:
      return false;
  }
}

bool fold_binary(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  ptowsp_type_t type = ptowsp_type_scalar(op->operands[0].value->type);
  if (!ptowsp_type_is_integer(type) && !ptowsp_type_is_index(type) && !ptowsp_type_is_float(type))
    return false;
  if (ptowsp_type_width(type) > 64 || ptowsp_type_width(type) == 0) return false;
  if (known[0] && known[1]) return fold_constants(op, known[0], known[1], out);
  return (known[1] && fold_identity(op, known[1], out)) || fold_related(op, out);
}
