// Quotients of 32-bit integers by a number.
//
// The vector unit divides singles alone, so raised code estimates a quotient twice and mends it by
// what it leaves (wsp_raise_loops_divide.c): with `negative(r)` for -1 where r < 0, else 0,
//
//   e = estimate(x)    r1 = x - e d         f = estimate(r1)
//   q2 = e + f         r2 = r1 - f d
//   q3 = q2 + negative(r2)                  r3 = r2 - negative(r2) d
//   q4 = q3 + negative(r3)                  r4 = r3 - negative(r3) d
//   q = q4 + 1 + negative(r4 - d)           r = r4 - (1 + negative(r4 - d)) d
//
// where estimate(x) = (int)min((float)x / (float)d, 2147483520) and d > 0. That is x / d rounded
// down and its remainder, for every x; a host divides by a number in a multiplication and a shift.
// The match is of the whole: other operations in between are computed as they stand. What rounds to
// zero follows: with c = negative(x) negative(-r) the quotient is q + c, the remainder r - c d.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// The op that makes the value, if it is of this kind.
static ptowsp_op_t *made_by(const ptowsp_value_t *value, ptowsp_op_id_t id) {
  ptowsp_op_t *op = value ? ptowsp_value_op(value) : NULL;
  return op && ptowsp_op_is(op, id) ? op : NULL;
}

static const ptowsp_value_t *operand(const ptowsp_op_t *op, size_t i) {
  return op ? ptowsp_op_operand(op, i) : NULL;
}

// The first operand of an op of this kind whose second one is this integer.
static const ptowsp_value_t *with_number(const ptowsp_value_t *value, ptowsp_op_id_t id,
                                         int64_t number) {
  ptowsp_op_t *op = made_by(value, id);
  int64_t constant;
  return op && ptowsp_value_constant(operand(op, 1), &constant) && constant == number
             ? operand(op, 0)
             : NULL;
}

// The same with a single.
static const ptowsp_value_t *with_single(const ptowsp_value_t *value, ptowsp_op_id_t id,
                                         double number) {
  ptowsp_op_t *op = made_by(value, id);
  ptowsp_op_t *constant = op ? made_by(operand(op, 1), PTOWSP_OP_ARITH_CONSTANT) : NULL;
  ptowsp_attr_t attr = constant ? ptowsp_op_attr(constant, "value") : NULL;
  return attr && ptowsp_attr_kind(attr) == PTOWSP_ATTR_FLOAT &&
                 ptowsp_attr_float_value(attr) == number
             ? operand(op, 0)
             : NULL;
}

static const ptowsp_value_t *converted(const ptowsp_value_t *value) {
  ptowsp_op_t *op = made_by(value, PTOWSP_OP_PTO_TCVT);
  return op && !ptowsp_op_attr(op, "rounding") ? operand(op, 0) : NULL;
}

static bool is_estimate(const ptowsp_value_t *value, const ptowsp_value_t *x, int64_t d) {
  const ptowsp_value_t *single = converted(value);
  ptowsp_type_t type = single ? ptowsp_type_element(ptowsp_value_type(single)) : NULL;
  if (!type || !ptowsp_type_is_float(type) || ptowsp_type_float_kind(type) != PTOWSP_FLOAT_F32)
    return false;
  single = with_single(single, PTOWSP_OP_PTO_TMINS, 2147483520.0);
  return converted(with_single(single, PTOWSP_OP_PTO_TDIVS, (double)(float)d)) == x;
}

static bool is_negative(const ptowsp_value_t *value, const ptowsp_value_t *rest) {
  return rest && with_number(value, PTOWSP_OP_PTO_TSHRS, 31) == rest;
}

typedef struct {
  const ptowsp_value_t *quotient, *rest, *by;
} step_t;

// rest - by * d: fills in the two.
static bool is_rest(const ptowsp_value_t *value, int64_t d, step_t *out_step) {
  ptowsp_op_t *op = made_by(value, PTOWSP_OP_PTO_TSUB);
  out_step->rest = operand(op, 0);
  out_step->by = with_number(operand(op, 1), PTOWSP_OP_PTO_TMULS, d);
  return out_step->by != NULL;
}

// quotient + by, from either side.
static bool is_quotient(const ptowsp_value_t *value, step_t *step) {
  ptowsp_op_t *op = made_by(value, PTOWSP_OP_PTO_TADD);
  if (operand(op, 1) == step->by)
    step->quotient = operand(op, 0);
  else
    step->quotient = operand(op, 0) == step->by ? operand(op, 1) : NULL;
  return op && step->quotient;
}

// What r4 is left of, or NULL; `quotient`: q4, or NULL if nobody wants it.
static const ptowsp_value_t *dividend_of(const ptowsp_value_t *quotient, const ptowsp_value_t *rest,
                                         int64_t d) {
  step_t step;
  for (int i = 0; i < 3; i++) {
    if (!is_rest(rest, d, &step)) return NULL;
    if (i < 2 ? !is_negative(step.by, step.rest) : !is_estimate(step.by, step.rest, d)) return NULL;
    if (quotient && !is_quotient(quotient, &step)) return NULL;
    if (quotient) quotient = step.quotient;
    rest = step.rest;
  }
  if (!is_rest(rest, d, &step) || (quotient && step.by != quotient)) return NULL;
  return is_estimate(step.by, step.rest, d) ? step.rest : NULL;
}

// 1 + negative(rest - d), which says both.
static bool is_last(const ptowsp_value_t *value, int64_t *out_d, const ptowsp_value_t **out_rest) {
  const ptowsp_value_t *less = with_number(value, PTOWSP_OP_PTO_TADDS, 1);
  ptowsp_op_t *minus =
      less ? made_by(with_number(less, PTOWSP_OP_PTO_TSHRS, 31), PTOWSP_OP_PTO_TADDS) : NULL;
  if (!minus || !ptowsp_value_constant(operand(minus, 1), out_d)) return false;
  *out_d = -*out_d;
  *out_rest = operand(minus, 0);
  return *out_d > 0 && *out_d <= INT32_MAX;
}

// A division that ends in an op.
typedef struct {
  const ptowsp_value_t *x;
  int64_t d;
  bool remainder;
  bool toward_zero; // rounds down else
} division_t;

static bool match_down(const ptowsp_value_t *value, division_t *out) {
  const ptowsp_value_t *rest;
  ptowsp_op_t *sum = made_by(value, PTOWSP_OP_PTO_TADD);
  ptowsp_op_t *difference = made_by(value, PTOWSP_OP_PTO_TSUB);
  *out = (division_t){.remainder = difference != NULL};
  for (size_t i = 0; sum && !out->x && i < 2; i++)
    if (is_last(operand(sum, 1 - i), &out->d, &rest))
      out->x = dividend_of(operand(sum, i), rest, out->d);
  ptowsp_op_t *product = made_by(operand(difference, 1), PTOWSP_OP_PTO_TMULS);
  if (product && is_last(operand(product, 0), &out->d, &rest) && rest == operand(difference, 0) &&
      with_number(operand(difference, 1), PTOWSP_OP_PTO_TMULS, out->d))
    out->x = dividend_of(NULL, rest, out->d);
  return out->x != NULL;
}

// negative(x) * negative(-r), where r is the remainder of x rounded down.
static bool is_correction(const ptowsp_value_t *value, division_t *out) {
  ptowsp_op_t *product = made_by(value, PTOWSP_OP_PTO_TMUL);
  ptowsp_op_t *minus = product ? made_by(with_number(operand(product, 1), PTOWSP_OP_PTO_TSHRS, 31),
                                         PTOWSP_OP_PTO_TNEG)
                               : NULL;
  return minus && match_down(operand(minus, 0), out) && out->remainder &&
         is_negative(operand(product, 0), out->x);
}

// One towards zero: q + c or r - c d with the correction c.
static bool match_toward_zero(const ptowsp_value_t *value, division_t *out) {
  division_t down;
  ptowsp_op_t *sum = made_by(value, PTOWSP_OP_PTO_TADD);
  if (sum) {
    bool found = is_correction(operand(sum, 1), out) && match_down(operand(sum, 0), &down) &&
                 !down.remainder && down.x == out->x && down.d == out->d;
    out->remainder = false, out->toward_zero = true;
    return found;
  }
  ptowsp_op_t *difference = made_by(value, PTOWSP_OP_PTO_TSUB);
  ptowsp_op_t *product = made_by(operand(difference, 1), PTOWSP_OP_PTO_TMULS);
  if (!product || !is_correction(operand(product, 0), out) ||
      !with_number(operand(difference, 1), PTOWSP_OP_PTO_TMULS, out->d) ||
      !match_down(operand(difference, 0), &down) || !down.remainder || down.x != out->x ||
      down.d != out->d)
    return false;
  out->toward_zero = true;
  return true;
}

// ---------------------------------------------------------------- in its place

static LLVMValueRef emit_toward_zero(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                     const LLVMValueRef *operands) {
  LLVMOpcode opcode = e->row->what == PTOWSP_ARITH_ADD ? LLVMSDiv : LLVMSRem;
  return LLVMBuildBinOp(l->builder, opcode, operands[0], operands[1], "");
}

static LLVMValueRef emit_down(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const LLVMValueRef *operands) {
  LLVMBuilderRef b = l->builder;
  LLVMValueRef rest = LLVMBuildSRem(b, operands[0], operands[1], "");
  LLVMValueRef sign = LLVMBuildAShr(b, rest, ptowsp_emit_number(l, e->result, 31, rest), "");
  if (e->row->what == PTOWSP_ARITH_ADD)
    return LLVMBuildAdd(b, LLVMBuildSDiv(b, operands[0], operands[1], ""), sign, "");
  return LLVMBuildAdd(b, rest, LLVMBuildAnd(b, sign, operands[1], ""), "");
}

bool ptowsp_lower_as_quotient(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(result));
  division_t division;
  if (!ptowsp_type_is_i(tile.element, 32) ||
      (!match_toward_zero(result, &division) && !match_down(result, &division)))
    return false;
  ptowsp_op_t *dividend = ptowsp_value_op(division.x);
  if (!dividend || ptowsp_op_block(dividend) != ptowsp_op_block(op)) return false;
  ptowsp_jit_expr_t e = {.row = row,
                         .emit = division.toward_zero ? emit_toward_zero : emit_down,
                         .result = tile.element,
                         .rows = tile.rows,
                         .cols = tile.cols,
                         .source_count = 2};
  e.sources[0] = (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_SAME,
                                       .element = tile.element,
                                       .tile = ptowsp_lower_elements(l, division.x)};
  LLVMValueRef d = LLVMConstInt(LLVMInt32TypeInContext(l->llvm), (uint64_t)division.d, true);
  e.sources[1] =
      (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_SCALAR, .element = tile.element, .scalar = d};
  ptowsp_lower_bind_expr(l, op, &e);
  return true;
}
