// Patterns of canonicalize: operations on floats in double, of which a float is made.
//
// In C, `y = x * 0.5` of floats is computed in double, and rounded to float by the assignment.
// double has more than twice the digits of float and two: a sum, difference, product, quotient or
// square root of floats that is rounded to double first and to float then is the one that is
// rounded to float at once (S. A. Figueroa, When is double rounding innocuous?). Where nothing is
// rounded at all, as in comparisons, the operation is the same in either type.
#include "canonicalize.h"

#include <math.h>

enum { DEPTH = 8 };

static bool has_kind(const ptowsp_value_t *value, ptowsp_float_kind_t kind) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == kind;
}

static bool is_double(const ptowsp_value_t *value) { return has_kind(value, PTOWSP_FLOAT_F64); }

static bool is_constant(const ptowsp_value_t *value, double *out_number) {
  if (!canonicalize_made_by(value, PTOWSP_OP_ARITH_CONSTANT) || !is_double(value)) return false;
  *out_number = ptowsp_attr_float_value(ptowsp_value_constant_attr(value));
  return true;
}

// An operation of which no result has more digits than its operands.
static bool keeps_digits(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_NEGF:
    case PTOWSP_OP_ARITH_MAXNUMF:
    case PTOWSP_OP_ARITH_MINNUMF:
    case PTOWSP_OP_MATH_ABSF:
    case PTOWSP_OP_MATH_CEIL:
    case PTOWSP_OP_MATH_COPYSIGN:
    case PTOWSP_OP_MATH_FLOOR:
    case PTOWSP_OP_MATH_ROUND:
    case PTOWSP_OP_MATH_ROUNDEVEN:
    case PTOWSP_OP_MATH_TRUNC:
      return true;
    default:
      return false;
  }
}

// Whether a double is a float, whatever the program runs on.
static bool fits(const ptowsp_value_t *value, int depth) {
  double number;
  if (is_constant(value, &number)) return (double)(float)number == number;
  const ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || depth == 0 || !is_double(value)) return false;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF))
    return has_kind(ptowsp_op_operand(op, 0), PTOWSP_FLOAT_F32);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SITOFP) || ptowsp_op_is(op, PTOWSP_OP_ARITH_UITOFP)) {
    ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, 0));
    return ptowsp_type_is_integer(from) && ptowsp_type_width(from) <= 16;
  }
  bool chooses = ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT);
  if (!chooses && !keeps_digits(op)) return false;
  for (size_t i = chooses; i < ptowsp_op_operand_count(op); i++)
    if (!fits(ptowsp_op_operand(op, i), depth - 1)) return false;
  return true;
}

static ptowsp_type_t float_type(const ptowsp_op_t *op) {
  return ptowsp_type_float(ptowsp_op_context(op), PTOWSP_FLOAT_F32);
}

static ptowsp_value_t *constant_float(canonicalizer_t *c, const ptowsp_op_t *at, double number) {
  return canonicalize_constant(c, ptowsp_attr_float(ptowsp_op_context(at), number, float_type(at)));
}

static ptowsp_value_t *build(ptowsp_op_t *at, ptowsp_op_id_t id, ptowsp_value_t **operands,
                             size_t count, ptowsp_type_t type) {
  ptowsp_builder_t b = ptowsp_builder_before(at);
  ptowsp_op_state_t state = {.id = id,
                             .loc = ptowsp_op_loc(at),
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

static ptowsp_value_t *narrow(canonicalizer_t *c, ptowsp_op_t *at, ptowsp_value_t *value);

// The operation on floats instead of doubles; those of its operands that are doubles fit.
static ptowsp_value_t *build_narrow(canonicalizer_t *c, ptowsp_op_t *at, const ptowsp_op_t *op) {
  ptowsp_value_t *operands[3];
  size_t count = ptowsp_op_operand_count(op);
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    operands[i] = is_double(operand) ? narrow(c, at, operand) : operand;
  }
  return build(at, ptowsp_op_id(op), operands, count, float_type(at));
}

// The float that a double is, in front of `at`.
static ptowsp_value_t *narrow(canonicalizer_t *c, ptowsp_op_t *at, ptowsp_value_t *value) {
  double number;
  if (is_constant(value, &number)) return constant_float(c, at, number);
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF) ? ptowsp_op_operand(op, 0)
                                                : build_narrow(c, at, op);
}

static bool all_fit(const ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!fits(ptowsp_op_operand(op, i), DEPTH)) return false;
  return true;
}

static bool rounds_once(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDF:
    case PTOWSP_OP_ARITH_SUBF:
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
    case PTOWSP_OP_MATH_SQRT:
      return all_fit(op);
    default:
      return false;
  }
}

// Whether an arith.truncf rounds as arithmetic does.
static bool rounds_to_nearest(const ptowsp_op_t *op) {
  return ptowsp_op_attr_int(op, "roundingmode", 0) == 0;
}

// truncf(op(extf x, extf y)) → op(x, y)
pattern_result_t pattern_narrow_operation(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_value_t *wide = ptowsp_op_operand(op, 0);
  ptowsp_op_t *inner = ptowsp_value_op(wide);
  if (!inner || !is_double(wide) || !has_kind(ptowsp_op_result(op, 0), PTOWSP_FLOAT_F32) ||
      !rounds_to_nearest(op))
    return PATTERN_NONE;
  bool converts = (ptowsp_op_is(inner, PTOWSP_OP_ARITH_SITOFP) ||
                   ptowsp_op_is(inner, PTOWSP_OP_ARITH_UITOFP)) &&
                  ptowsp_type_is_integer(ptowsp_value_type(ptowsp_op_operand(inner, 0))) &&
                  ptowsp_type_width(ptowsp_value_type(ptowsp_op_operand(inner, 0))) <= 32;
  if (!converts && !rounds_once(inner) && !fits(wide, DEPTH)) return PATTERN_NONE;
  return canonicalize_replace(op, build_narrow(c, op, inner));
}

// truncf(select(p, x, y)) → select(p, truncf x, truncf y), each of which may be narrowed.
pattern_result_t pattern_narrow_choice(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_value_t *wide = ptowsp_op_operand(op, 0);
  ptowsp_op_t *select = canonicalize_made_by(wide, PTOWSP_OP_ARITH_SELECT);
  ptowsp_use_t *use = ptowsp_value_first_use(wide);
  if (!select || !is_double(wide) || ptowsp_use_next(use) || !rounds_to_nearest(op))
    return PATTERN_NONE;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_value_t *operands[3] = {ptowsp_op_operand(select, 0)};
  for (size_t i = 1; i < 3; i++) {
    ptowsp_value_t *choice = ptowsp_op_operand(select, i);
    operands[i] = build(op, PTOWSP_OP_ARITH_TRUNCF, &choice, 1, type);
  }
  return canonicalize_replace(op, build(op, PTOWSP_OP_ARITH_SELECT, operands, 3, type));
}

pattern_result_t pattern_narrow_rounding(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_value_t *wide = ptowsp_op_operand(op, 0);
  if (!is_double(wide) || !fits(wide, DEPTH)) return PATTERN_NONE;
  if (canonicalize_made_by(wide, PTOWSP_OP_ARITH_CONSTANT)) return PATTERN_NONE; // folds
  ptowsp_op_set_operand(op, 0, narrow(c, op, wide));
  return PATTERN_CHANGED;
}

// The square of a float has no more digits than double holds, and pow finds it.
pattern_result_t pattern_square_float(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  double exponent;
  ptowsp_value_t *x = ptowsp_op_operand(op, 0);
  if (!is_constant(ptowsp_op_operand(op, 1), &exponent) || exponent != 2 || !fits(x, DEPTH))
    return PATTERN_NONE;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  return canonicalize_replace(op, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULF, x, x));
}

// ---------------------------------------------------------------- comparisons

enum { OGT = 2, OGE = 3, OLT = 4, OLE = 5 };

// A float compares with a number between two floats as it does with the one below, or above.
static bool compare_between(ptowsp_op_t *op, double number, float *out_bound,
                            int64_t *out_predicate) {
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  if (isnan(number) || predicate < OGT || predicate > OLE) return false;
  bool greater = predicate <= OGE;
  float bound = (float)number;
  if (greater && (double)bound > number) bound = nextafterf(bound, -INFINITY);
  if (!greater && (double)bound < number) bound = nextafterf(bound, INFINITY);
  *out_bound = bound;
  *out_predicate = greater ? OGT : OLT;
  return true;
}

// Of floats, seen as doubles; a constant on the right may be any.
pattern_result_t pattern_narrow_comparison(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  if (!is_double(x) || canonicalize_made_by(x, PTOWSP_OP_ARITH_CONSTANT) || !fits(x, DEPTH))
    return PATTERN_NONE;
  double number;
  float bound;
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  bool exact = fits(y, DEPTH);
  if (!exact && !(is_constant(y, &number) && compare_between(op, number, &bound, &predicate)))
    return PATTERN_NONE;
  ptowsp_value_t *operands[] = {narrow(c, op, x),
                                exact ? narrow(c, op, y) : constant_float(c, op, bound)};
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_value_t *fresh = build(op, PTOWSP_OP_ARITH_CMPF, operands, 2, type);
  ptowsp_op_set_attr(ptowsp_value_op(fresh), "predicate",
                     ptowsp_attr_i64(ptowsp_op_context(op), predicate));
  return canonicalize_replace(op, fresh);
}
