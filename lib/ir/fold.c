// Folding: comparisons, selections and conversions of arith, and what folds elsewhere.
#include "ptowsp/fold.h"

#include <math.h>

#include "fold_internal.h"

ptowsp_attr_t ptowsp_value_constant_attr(const ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) ? ptowsp_op_attr(op, "value") : NULL;
}

static bool fold_compare(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  ptowsp_attr_t a = known[0], b = known[1];
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  bool both = fold_is_kind(a, PTOWSP_ATTR_INTEGER) && fold_is_kind(b, PTOWSP_ATTR_INTEGER);
  if (!both && x != y) return false;
  int64_t va = both ? ptowsp_attr_int_value(a) : 0, vb = both ? ptowsp_attr_int_value(b) : 0;
  bool result = ptowsp_evaluate_comparison(predicate, va, vb, ptowsp_type_width(x->type));
  out->constant = ptowsp_attr_bool(ptowsp_op_context(op), result);
  return true;
}

// Every predicate is one bit for each of the outcomes greater, equal, less, unordered.
bool ptowsp_evaluate_float_comparison(int64_t predicate, double a, double b) {
  // In the order of arith's enumeration.
  static const uint8_t outcomes[] = {
      0x0, 0x2, 0x1, 0x3, 0x4, 0x6, 0x5, 0x7, 0xA, 0x9, 0xB, 0xC, 0xE, 0xD, 0x8, 0xF,
  };
  unsigned outcome = isnan(a) || isnan(b) ? 8 : a > b ? 1 : a == b ? 2 : 4;
  return (outcomes[predicate & 15] & outcome) != 0;
}

static bool fold_float_compare(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  enum { NEVER = 0, ALWAYS = 15 };
  ptowsp_attr_t a = known[0], b = known[1];
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  bool decided = predicate == NEVER || predicate == ALWAYS, result = predicate == ALWAYS;
  bool real_a = fold_is_kind(a, PTOWSP_ATTR_FLOAT), real_b = fold_is_kind(b, PTOWSP_ATTR_FLOAT);
  double x = real_a ? ptowsp_attr_float_value(a) : 0, y = real_b ? ptowsp_attr_float_value(b) : 0;
  if (!decided && !(real_a && real_b) && !isnan(x) && !isnan(y)) return false;
  if (!decided) result = ptowsp_evaluate_float_comparison(predicate, x, y);
  out->constant = ptowsp_attr_bool(ptowsp_op_context(op), result);
  return true;
}

// select(a == b, a, b) is b, select(a != b, a, b) is a, in either order of the comparison.
static bool fold_select_of_equal(ptowsp_op_t *op, ptowsp_fold_t *out) {
  enum { EQ = 0, NE = 1 };
  ptowsp_op_t *compare = fold_made_by(ptowsp_op_operand(op, 0), PTOWSP_OP_ARITH_CMPI);
  ptowsp_value_t *x = ptowsp_op_operand(op, 1), *y = ptowsp_op_operand(op, 2);
  if (!compare) return false;
  ptowsp_value_t *a = ptowsp_op_operand(compare, 0), *b = ptowsp_op_operand(compare, 1);
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1);
  if (!((a == x && b == y) || (a == y && b == x)) || (predicate != EQ && predicate != NE))
    return false;
  out->value = predicate == EQ ? y : x;
  return true;
}

static bool fold_select(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  ptowsp_value_t *condition = ptowsp_op_operand(op, 0);
  ptowsp_value_t *x = ptowsp_op_operand(op, 1), *y = ptowsp_op_operand(op, 2);
  if (x == y) return out->value = x, true;
  if (fold_is_kind(known[0], PTOWSP_ATTR_INTEGER)) {
    bool yes = ptowsp_attr_int_value(known[0]) != 0;
    out->value = yes ? x : y;
    out->constant = known[yes ? 1 : 2];
    return true;
  }
  if (x->type == condition->type && fold_is_int(known[1], -1) && fold_is_int(known[2], 0))
    return out->value = condition, true;
  return fold_select_of_equal(op, out);
}

// There and back: what was extended and is cut off again, and the same bits as another type.
static bool fold_return(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0);
  ptowsp_op_t *inner = ptowsp_value_op(x);
  ptowsp_type_t to = op->results[0].type;
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (id == PTOWSP_OP_ARITH_BITCAST && x->type == to) return out->value = x, true;
  if (!inner || inner->operand_count != 1 || inner->operands[0].value->type != to) return false;
  bool same_bits = id == PTOWSP_OP_ARITH_BITCAST && ptowsp_op_is(inner, id);
  bool cut = id == PTOWSP_OP_ARITH_TRUNCI && (ptowsp_op_is(inner, PTOWSP_OP_ARITH_EXTSI) ||
                                              ptowsp_op_is(inner, PTOWSP_OP_ARITH_EXTUI));
  bool narrowed = id == PTOWSP_OP_ARITH_TRUNCF && ptowsp_op_is(inner, PTOWSP_OP_ARITH_EXTF);
  // An index that went through fewer bits may have lost some.
  bool index = (id == PTOWSP_OP_ARITH_INDEX_CAST || id == PTOWSP_OP_ARITH_INDEX_CASTUI) &&
               ptowsp_op_is(inner, id) && ptowsp_type_width(x->type) >= ptowsp_type_width(to);
  if (!same_bits && !cut && !narrowed && !index) return false;
  out->value = inner->operands[0].value;
  return true;
}

// A float to an integer that has it; the rest is undefined.
static bool fold_to_integer(ptowsp_op_t *op, double value, ptowsp_fold_t *out) {
  ptowsp_type_t to = ptowsp_type_scalar(op->results[0].type);
  int width = (int)ptowsp_type_width(to);
  bool is_signed = ptowsp_op_is(op, PTOWSP_OP_ARITH_FPTOSI);
  double whole = trunc(value), bound = ldexp(1, is_signed ? width - 1 : width);
  if (isnan(value) || whole >= bound || whole < (is_signed ? -bound : 0)) return false;
  int64_t number = is_signed ? (int64_t)whole : (int64_t)(uint64_t)whole;
  out->constant = ptowsp_attr_integer(ptowsp_op_context(op), number, to);
  return true;
}

static bool fold_bitcast(ptowsp_op_t *op, ptowsp_attr_t in, ptowsp_fold_t *out) {
  ptowsp_type_t to = ptowsp_type_scalar(op->results[0].type);
  bool real = fold_is_kind(in, PTOWSP_ATTR_FLOAT);
  uint64_t bits = real ? ptowsp_attr_float_value_bits(in) : (uint64_t)ptowsp_attr_int_value(in);
  unsigned width = ptowsp_type_width(to);
  bits = ptowsp_zero_extend((int64_t)bits, width);
  ptowsp_context_t *context = ptowsp_op_context(op);
  out->constant = ptowsp_type_is_float(to) ? ptowsp_attr_float_bits(context, bits, to)
                                           : ptowsp_attr_integer(context, (int64_t)bits, to);
  return true;
}

bool fold_cast(ptowsp_op_t *op, const ptowsp_attr_t *known, ptowsp_fold_t *out) {
  ptowsp_attr_t in = known[0];
  ptowsp_type_t from = ptowsp_type_scalar(ptowsp_op_operand(op, 0)->type);
  ptowsp_type_t to = ptowsp_type_scalar(ptowsp_op_result(op, 0)->type);
  ptowsp_context_t *context = ptowsp_op_context(op);
  if (fold_return(op, out)) return true;
  bool integer = fold_is_kind(in, PTOWSP_ATTR_INTEGER), real = fold_is_kind(in, PTOWSP_ATTR_FLOAT);
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
      // Beyond 2^53 the way through double could round twice, so f32 goes directly; f64 takes what
      // double is, and f16 is infinite long before.
      bool is_signed = ptowsp_op_id(op) == PTOWSP_OP_ARITH_SITOFP;
      uint64_t magnitude = is_signed && value < 0 ? 0 - (uint64_t)value : bits;
      double real_value = is_signed ? (double)value : (double)bits;
      ptowsp_float_kind_t kind = ptowsp_type_float_kind(to);
      bool twice = magnitude > UINT64_C(1) << 53;
      if (twice && kind == PTOWSP_FLOAT_F32)
        real_value = is_signed ? (double)(float)value : (double)(float)bits;
      else if (twice && kind != PTOWSP_FLOAT_F64 && kind != PTOWSP_FLOAT_F16)
        return false;
      out->constant = ptowsp_attr_float(context, real_value, to);
      return true;
    }
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF: {
      double number = ptowsp_attr_float_value(in);
      if (isnan(number)) return false;
      out->constant = ptowsp_attr_float(context, number, to);
      // Rounded to nearest; other ways of rounding agree where nothing is rounded.
      return ptowsp_op_attr_int(op, "roundingmode", 0) == 0 ||
             ptowsp_attr_float_value(out->constant) == number;
    }
    case PTOWSP_OP_ARITH_FPTOSI:
    case PTOWSP_OP_ARITH_FPTOUI:
      return real && fold_to_integer(op, ptowsp_attr_float_value(in), out);
    case PTOWSP_OP_ARITH_BITCAST:
      return fold_bitcast(op, in, out);
    default:
      return false;
  }
}

// What folds an elementwise operation; NULL: nothing does.
static fold_elements_t elementwise(const ptowsp_op_t *op, const ptowsp_op_info_t *info) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
      return NULL;
    case PTOWSP_OP_ARITH_SELECT:
      return fold_select;
    case PTOWSP_OP_ARITH_CMPI:
      return fold_compare;
    case PTOWSP_OP_ARITH_CMPF:
      return fold_float_compare;
    case PTOWSP_OP_ARITH_NEGF:
      return fold_math;
    default:
      break;
  }
  if (info->name[0] == 'm') return info->traits & PTOWSP_TRAIT_PURE ? fold_math : NULL;
  if (op->operand_count == 1) return fold_cast;
  return op->operand_count == 2 && (info->traits & PTOWSP_TRAIT_SAME_TYPE) ? fold_binary : NULL;
}

bool ptowsp_op_fold(ptowsp_op_t *op, ptowsp_fold_t *out_fold) {
  *out_fold = (ptowsp_fold_t){0};
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (op->result_count != 1 || !info) return false;
  if (info->id > PTOWSP_OP_UNREGISTERED) return ptowsp_op_fold_added(op, out_fold);
  char first = info->name[0];
  if (first == 'a' || (first == 'm' && info->name[1] == 'a')) { // arith, math
    fold_elements_t fold = elementwise(op, info);
    if (!fold || op->operand_count > FOLD_MOST_OPERANDS) return false;
    ptowsp_type_t type = op->results[0].type;
    if (ptowsp_type_scalar(type) != type) return fold_vector(op, fold, out_fold);
    ptowsp_attr_t known[FOLD_MOST_OPERANDS] = {0};
    for (size_t i = 0; i < op->operand_count; i++)
      known[i] = ptowsp_value_constant_attr(op->operands[i].value);
    if (!fold(op, known, out_fold)) return false;
    if (out_fold->value) out_fold->constant = NULL;
    return true;
  }
  if (!(info->traits & PTOWSP_TRAIT_PURE)) return false;
  if (first == 'm') return fold_memref(op, out_fold);
  return first == 'p' && fold_tile(op, out_fold); // pto
}
