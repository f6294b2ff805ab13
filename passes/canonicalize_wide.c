// Patterns of canonicalize: arith across widths.
#include <string.h>

#include "canonicalize.h"

static ptowsp_value_t *lhs(const ptowsp_op_t *op) { return ptowsp_op_operand(op, 0); }
static ptowsp_value_t *rhs(const ptowsp_op_t *op) { return ptowsp_op_operand(op, 1); }

static ptowsp_type_t result_type(const ptowsp_op_t *op) {
  return ptowsp_value_type(ptowsp_op_result(op, 0));
}

// ---------------------------------------------------------------- bits of extended numbers

static pattern_result_t narrow_bits(ptowsp_op_t *op, ptowsp_op_id_t extension) {
  ptowsp_op_t *a = canonicalize_made_by(lhs(op), extension);
  ptowsp_op_t *b = canonicalize_made_by(rhs(op), extension);
  if (!a || !b || ptowsp_value_type(lhs(a)) != ptowsp_value_type(lhs(b))) return PATTERN_NONE;
  ptowsp_builder_t builder = ptowsp_builder_before(op);
  ptowsp_value_t *bits = ptowsp_build_binary(&builder, ptowsp_op_id(op), lhs(a), lhs(b));
  return canonicalize_replace(op, ptowsp_build_cast(&builder, extension, bits, result_type(op)));
}

static pattern_result_t narrow(ptowsp_op_t *op) {
  pattern_result_t result = narrow_bits(op, PTOWSP_OP_ARITH_EXTUI);
  return result ? result : narrow_bits(op, PTOWSP_OP_ARITH_EXTSI);
}

pattern_result_t pattern_narrow_and(canonicalizer_t *c, ptowsp_op_t *op) {
  return (void)c, narrow(op);
}
pattern_result_t pattern_narrow_or(canonicalizer_t *c, ptowsp_op_t *op) {
  return (void)c, narrow(op);
}
pattern_result_t pattern_narrow_xor(canonicalizer_t *c, ptowsp_op_t *op) {
  return (void)c, narrow(op);
}

// ---------------------------------------------------------------- floats in between

// Bits that a float of the type holds exactly; 0: it is none of those that programs compute with.
static unsigned significant_bits(ptowsp_type_t type) {
  type = ptowsp_type_scalar(type);
  if (!ptowsp_type_is_float(type)) return 0;
  switch (ptowsp_type_float_kind(type)) {
    case PTOWSP_FLOAT_F64:
      return 53;
    case PTOWSP_FLOAT_F32:
      return 24;
    default:
      return 0;
  }
}

// An integer that the wide float holds exactly is rounded once either way. f16 and narrower have
// fewer exponents than wide integers need; what overflows does so either way as well.
pattern_result_t pattern_narrow_converted(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_SITOFP);
  if (!inner) inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_UITOFP);
  if (!inner || ptowsp_op_attr(op, "roundingmode")) return PATTERN_NONE;
  if (ptowsp_type_width(ptowsp_value_type(lhs(inner))) > significant_bits(result_type(inner)))
    return PATTERN_NONE;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  return canonicalize_replace(
      op, ptowsp_build_cast(&b, ptowsp_op_id(inner), lhs(inner), result_type(op)));
}

// ---------------------------------------------------------------- quotients of products

static pattern_result_t undo_product(ptowsp_op_t *op, const char *promise) {
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_MULI);
  ptowsp_attr_t flags = inner ? ptowsp_op_attr(inner, "overflowFlags") : NULL;
  if (!flags || ptowsp_attr_kind(flags) != PTOWSP_ATTR_OPAQUE ||
      !strstr(ptowsp_attr_text(flags).data, promise))
    return PATTERN_NONE;
  if (lhs(inner) == rhs(op)) return canonicalize_replace(op, rhs(inner));
  return rhs(inner) == rhs(op) ? canonicalize_replace(op, lhs(inner)) : PATTERN_NONE;
}

pattern_result_t pattern_undo_product(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return undo_product(op, ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVUI) ? "nuw" : "nsw");
}

// ---------------------------------------------------------------- two results

static pattern_result_t replace_two(ptowsp_op_t *op, ptowsp_value_t *first,
                                    ptowsp_value_t *second) {
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), first);
  ptowsp_value_replace_all(ptowsp_op_result(op, 1), second);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// x < 0, in all bits.
static ptowsp_value_t *build_sign(canonicalizer_t *c, ptowsp_op_t *at, ptowsp_value_t *x) {
  enum { SLT = 2 };
  ptowsp_type_t type = ptowsp_value_type(x);
  ptowsp_type_t bit = ptowsp_type_shaped_like(ptowsp_type_i(ptowsp_op_context(at), 1), type);
  ptowsp_value_t *operands[] = {x, canonicalize_integer(c, 0, type)};
  ptowsp_builder_t b = ptowsp_builder_before(at);
  ptowsp_op_t *less = ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_ARITH_CMPI,
                                                            .operands = operands,
                                                            .operand_count = 2,
                                                            .result_types = &bit,
                                                            .result_count = 1});
  ptowsp_op_set_attr(less, "predicate", ptowsp_attr_i64(ptowsp_op_context(at), SLT));
  return ptowsp_build_cast(&b, PTOWSP_OP_ARITH_EXTSI, ptowsp_op_result(less, 0), type);
}

pattern_result_t pattern_know_carry(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t a, b;
  ptowsp_type_t type = result_type(op);
  ptowsp_type_t bit = ptowsp_value_type(ptowsp_op_result(op, 1));
  if (!canonicalize_known(rhs(op), &b)) return PATTERN_NONE;
  if (b == 0) return replace_two(op, lhs(op), canonicalize_integer(c, 0, bit));
  if (!canonicalize_known(lhs(op), &a)) return PATTERN_NONE;
  unsigned width = ptowsp_type_width(type);
  uint64_t sum = ptowsp_zero_extend((int64_t)((uint64_t)a + (uint64_t)b), width);
  bool wrapped = sum < ptowsp_zero_extend(a, width);
  return replace_two(op, canonicalize_integer(c, (int64_t)sum, type),
                     canonicalize_integer(c, wrapped ? -1 : 0, bit));
}

pattern_result_t pattern_know_halves(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t a, b;
  ptowsp_type_t type = result_type(op);
  unsigned width = ptowsp_type_width(type);
  bool is_signed = ptowsp_op_is(op, PTOWSP_OP_ARITH_MULSI_EXTENDED);
  if (!canonicalize_known(rhs(op), &b)) return PATTERN_NONE;
  if (b == 0) return replace_two(op, rhs(op), rhs(op));
  if (b == 1 && width > 1)
    return replace_two(op, lhs(op),
                       is_signed ? build_sign(c, op, lhs(op)) : canonicalize_integer(c, 0, type));
  if (!canonicalize_known(lhs(op), &a)) return PATTERN_NONE;
  unsigned __int128 product =
      is_signed ? (unsigned __int128)((__int128)a * b)
                : (unsigned __int128)ptowsp_zero_extend(a, width) * ptowsp_zero_extend(b, width);
  return replace_two(op, canonicalize_integer(c, (int64_t)(uint64_t)product, type),
                     canonicalize_integer(c, (int64_t)(uint64_t)(product >> width), type));
}
