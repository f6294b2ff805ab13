// Exponentials and logarithms that the program takes in double, of floats and for a float.
//
//   %1 = arith.extf %0 : f32 to f64
//   %2 = math.exp %1 : f64              →      %3 = math.exp %0 : f32
//   %3 = arith.truncf %2 : f64 to f32
//
// What depends on the vector unit's exponential is compared within a tolerance, which leaves room
// for the type too. That holds for the expressions around it as long as nothing cancels: products,
// quotients, and sums of what is not negative, as 1.0 / (1.0 + exp(-x)). Operations that are exact
// in either type are narrowed by canonicalize.
#include "wsp_raise_loops.h"

enum { DEPTH = 16 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static bool is_kind(const ptowsp_value_t *value, ptowsp_float_kind_t kind) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == kind;
}

static bool is_negative(const ptowsp_op_t *constant) {
  return ptowsp_attr_float_value(ptowsp_op_attr(constant, "value")) < 0;
}

// Whether a double is surely not below zero.
static bool is_positive(const ptowsp_value_t *value, int depth) {
  const ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || depth == 0) return false;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
      return !is_negative(op);
    case PTOWSP_OP_MATH_EXP:
    case PTOWSP_OP_MATH_ABSF:
    case PTOWSP_OP_MATH_SQRT:
      return true;
    case PTOWSP_OP_ARITH_ADDF:
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
      return is_positive(ptowsp_op_operand(op, 0), depth - 1) &&
             is_positive(ptowsp_op_operand(op, 1), depth - 1);
    default:
      return false;
  }
}

static bool is_float_seen_wide(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF) &&
         is_kind(ptowsp_op_operand(op, 0), PTOWSP_FLOAT_F32);
}

// Whether an expression in double may be computed in float. `inexact`: it has an exponential or
// logarithm in it.
static bool may_narrow(const ptowsp_value_t *value, int depth, bool *inexact) {
  const ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || depth == 0 || !is_kind(value, PTOWSP_FLOAT_F64)) return false;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
      return true;
    case PTOWSP_OP_ARITH_EXTF:
      return is_float_seen_wide(op);
    case PTOWSP_OP_MATH_LOG:
      *inexact = true;
      return is_float_seen_wide(ptowsp_value_op(ptowsp_op_operand(op, 0)));
    case PTOWSP_OP_MATH_EXP:
      *inexact = true;
      break;
    case PTOWSP_OP_ARITH_ADDF:
      if (!is_positive(value, DEPTH)) return false;
      break;
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
    case PTOWSP_OP_ARITH_NEGF:
    case PTOWSP_OP_MATH_ABSF:
    case PTOWSP_OP_MATH_SQRT:
      break;
    default:
      return false;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!may_narrow(ptowsp_op_operand(op, i), depth - 1, inexact)) return false;
  return true;
}

static ptowsp_value_t *narrow(ptowsp_builder_t *b, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_context_t *context = ptowsp_op_context(op);
  ptowsp_type_t type = ptowsp_type_float(context, PTOWSP_FLOAT_F32);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF)) return ptowsp_op_operand(op, 0);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT))
    return ptowsp_build_constant(
        b, ptowsp_attr_float(context, ptowsp_attr_float_value(ptowsp_op_attr(op, "value")), type));
  ptowsp_value_t *x = narrow(b, ptowsp_op_operand(op, 0));
  if (ptowsp_op_operand_count(op) == 1) return ptowsp_build_unary(b, ptowsp_op_id(op), x);
  return ptowsp_build_binary(b, ptowsp_op_id(op), x, narrow(b, ptowsp_op_operand(op, 1)));
}

// Erases what nothing reads any more: it is in double, which is refused.
static void erase_unused(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ptowsp_value_has_uses(value) || !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return;
  ptowsp_value_t *operands[2];
  size_t count = ptowsp_op_operand_count(op);
  if (count > PTOWSP_COUNTOF(operands)) return;
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(op, i);
  ptowsp_op_erase(op);
  for (size_t i = 0; i < count; i++) {
    bool again = i && operands[i] == operands[0];
    if (!again) erase_unused(operands[i]);
  }
}

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_TRUNCF)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_narrow_functions(raise_t *r) {
  ops_t casts = {0};
  ptowsp_walk_pre(r->scalar, collect, &casts);
  for (size_t i = 0; i < casts.size; i++) {
    ptowsp_op_t *cast = casts.data[i];
    ptowsp_value_t *wide = ptowsp_op_operand(cast, 0), *result = ptowsp_op_result(cast, 0);
    bool inexact = false;
    if (!is_kind(result, PTOWSP_FLOAT_F32) || !may_narrow(wide, DEPTH, &inexact) || !inexact)
      continue;
    ptowsp_builder_t b = ptowsp_builder_before(cast);
    ptowsp_value_replace_all(result, narrow(&b, wide));
    ptowsp_op_erase(cast);
    erase_unused(wide);
  }
  ptowsp_vec_deinit(&casts);
}
