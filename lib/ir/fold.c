// Folding of arith operations; everything else does not fold.
#include "ptowsp/fold.h"

#include <math.h>

#include "ir_internal.h"

ptowsp_attr_t ptowsp_value_constant_attr(const ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) ? ptowsp_op_attr(op, "value") : NULL;
}

static bool is_kind(ptowsp_attr_t attr, ptowsp_attr_kind_t kind) {
  return attr && ptowsp_attr_kind(attr) == kind;
}

static bool is_int(ptowsp_attr_t attr, int64_t value) {
  return is_kind(attr, PTOWSP_ATTR_INTEGER) && ptowsp_attr_int_value(attr) == value;
}

// In double; rounding the result once more to a narrower kind is still exact rounding
// for these operations, because double has more than twice the bits.
static bool fold_floats(ptowsp_op_id_t id, double a, double b, double *out) {
  switch (id) {
    case PTOWSP_OP_ARITH_ADDF:
      *out = a + b;
      break;
    case PTOWSP_OP_ARITH_SUBF:
      *out = a - b;
      break;
    case PTOWSP_OP_ARITH_MULF:
      *out = a * b;
      break;
    case PTOWSP_OP_ARITH_DIVF:
      *out = a / b;
      break;
    default:
      return false;
  }
  return !isnan(*out); // which NaN would come out is the machine's business
}

// Operations with one constant operand whose result is the other one, or that constant.
static bool fold_identity(ptowsp_op_t *op, ptowsp_attr_t rhs, ptowsp_fold_t *out) {
  ptowsp_value_t *lhs = ptowsp_op_operand(op, 0);
  bool zero = is_int(rhs, 0), one = is_int(rhs, 1);
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_ORI:
    case PTOWSP_OP_ARITH_XORI:
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
    case PTOWSP_OP_ARITH_SHRUI:
      return zero ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_MULI:
      if (zero) out->constant = rhs;
      if (one && !ptowsp_type_is_i(lhs->type, 1)) out->value = lhs;
      return out->constant || out->value;
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return one ? (out->value = lhs, true) : false;
    case PTOWSP_OP_ARITH_ANDI:
      if (zero) out->constant = rhs;
      if (is_int(rhs, -1)) out->value = lhs;
      return out->constant || out->value;
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
      if (is_kind(rhs, PTOWSP_ATTR_FLOAT) && ptowsp_attr_float_value(rhs) == 1) out->value = lhs;
      return out->value != NULL;
    default:
      return false;
  }
}

static bool fold_binary(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_attr_t a = ptowsp_value_constant_attr(ptowsp_op_operand(op, 0));
  ptowsp_attr_t b = ptowsp_value_constant_attr(ptowsp_op_operand(op, 1));
  ptowsp_type_t type = ptowsp_op_operand(op, 0)->type;
  ptowsp_context_t *context = ptowsp_op_context(op);
  if (is_kind(a, PTOWSP_ATTR_INTEGER) && is_kind(b, PTOWSP_ATTR_INTEGER) &&
      ptowsp_type_width(type) <= 64) {
    int64_t value;
    if (!ptowsp_evaluate_integers(ptowsp_op_id(op), ptowsp_attr_int_value(a),
                                  ptowsp_attr_int_value(b), ptowsp_type_width(type), &value))
      return false;
    out->constant = ptowsp_attr_integer(context, value, type);
    return true;
  }
  if (is_kind(a, PTOWSP_ATTR_FLOAT) && is_kind(b, PTOWSP_ATTR_FLOAT) &&
      ptowsp_type_width(type) <= 64) {
    double value;
    if (!fold_floats(ptowsp_op_id(op), ptowsp_attr_float_value(a), ptowsp_attr_float_value(b),
                     &value))
      return false;
    out->constant = ptowsp_attr_float(context, value, type);
    return true;
  }
  return b && fold_identity(op, b, out);
}

static bool fold_compare(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  ptowsp_attr_t a = ptowsp_value_constant_attr(x), b = ptowsp_value_constant_attr(y);
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  bool both = is_kind(a, PTOWSP_ATTR_INTEGER) && is_kind(b, PTOWSP_ATTR_INTEGER);
  if (!both && x != y) return false;
  int64_t va = both ? ptowsp_attr_int_value(a) : 0, vb = both ? ptowsp_attr_int_value(b) : 0;
  bool result = ptowsp_evaluate_comparison(predicate, va, vb, ptowsp_type_width(x->type));
  out->constant = ptowsp_attr_bool(ptowsp_op_context(op), result);
  return true;
}

static bool fold_select(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_attr_t condition = ptowsp_value_constant_attr(ptowsp_op_operand(op, 0));
  bool same = ptowsp_op_operand(op, 1) == ptowsp_op_operand(op, 2);
  if (!same && !is_kind(condition, PTOWSP_ATTR_INTEGER)) return false;
  bool first = same || ptowsp_attr_int_value(condition) != 0;
  out->value = ptowsp_op_operand(op, first ? 1 : 2);
  return true;
}

static bool fold_cast(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_attr_t in = ptowsp_value_constant_attr(ptowsp_op_operand(op, 0));
  ptowsp_type_t from = ptowsp_op_operand(op, 0)->type, to = ptowsp_op_result(op, 0)->type;
  ptowsp_context_t *context = ptowsp_op_context(op);
  bool integer = is_kind(in, PTOWSP_ATTR_INTEGER), real = is_kind(in, PTOWSP_ATTR_FLOAT);
  if (!integer && !real) return false;
  if (!ptowsp_type_is_integer(to) && !ptowsp_type_is_index(to) && !ptowsp_type_is_float(to))
    return false;
  if (ptowsp_type_width(from) > 64 || ptowsp_type_width(to) > 64) return false;
  int64_t value = integer ? ptowsp_attr_int_value(in) : 0;
  uint64_t bits = ptowsp_zero_extend(value, ptowsp_type_width(from));
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_TRUNCI:
    case PTOWSP_OP_ARITH_INDEX_CAST:
      out->constant = ptowsp_attr_integer(context, value, to);
      return true;
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
      out->constant = ptowsp_attr_integer(context, (int64_t)bits, to);
      return true;
    case PTOWSP_OP_ARITH_SITOFP:
    case PTOWSP_OP_ARITH_UITOFP: {
      // Beyond 2^53 the way through double could round twice.
      bool is_signed = ptowsp_op_id(op) == PTOWSP_OP_ARITH_SITOFP;
      uint64_t magnitude = is_signed && value < 0 ? 0 - (uint64_t)value : bits;
      if (magnitude > UINT64_C(1) << 53) return false;
      double real_value = is_signed ? (double)value : (double)bits;
      out->constant = ptowsp_attr_float(context, real_value, to);
      return true;
    }
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF:
      if (isnan(ptowsp_attr_float_value(in))) return false;
      out->constant = ptowsp_attr_float(context, ptowsp_attr_float_value(in), to);
      return true;
    default:
      return false;
  }
}

bool ptowsp_op_fold(ptowsp_op_t *op, ptowsp_fold_t *out_fold) {
  *out_fold = (ptowsp_fold_t){0};
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (op->result_count != 1 || id == PTOWSP_OP_ARITH_CONSTANT) return false;
  if (id == PTOWSP_OP_ARITH_SELECT) return fold_select(op, out_fold);
  if (id == PTOWSP_OP_ARITH_CMPI) return fold_compare(op, out_fold);
  if (op->operand_count == 1) return fold_cast(op, out_fold);
  bool binary = op->operand_count == 2 && ptowsp_op_has_trait(op, PTOWSP_TRAIT_SAME_TYPE);
  return binary && fold_binary(op, out_fold);
}
