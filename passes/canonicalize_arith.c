// Patterns of canonicalize: arith.
#include "canonicalize.h"

static ptowsp_value_t *lhs(const ptowsp_op_t *op) { return ptowsp_op_operand(op, 0); }
static ptowsp_value_t *rhs(const ptowsp_op_t *op) { return ptowsp_op_operand(op, 1); }

// A bit, or many of them.
static bool is_bool(const ptowsp_value_t *value) {
  return ptowsp_type_is_i(ptowsp_type_scalar(ptowsp_value_type(value)), 1);
}

static ptowsp_value_t *build_binary(ptowsp_op_t *at, ptowsp_op_id_t id, ptowsp_value_t *a,
                                    ptowsp_value_t *b) {
  ptowsp_builder_t builder = ptowsp_builder_before(at);
  return ptowsp_build_binary(&builder, id, a, b);
}

static ptowsp_value_t *build_not(canonicalizer_t *c, ptowsp_op_t *at, ptowsp_value_t *x) {
  return build_binary(at, PTOWSP_OP_ARITH_XORI, x,
                      canonicalize_integer(c, -1, ptowsp_value_type(x)));
}

// The op's operand, cast directly to the op's type by `id`.
static pattern_result_t cast_directly(ptowsp_op_t *op, ptowsp_op_id_t id, ptowsp_op_t *inner) {
  ptowsp_type_t to = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_builder_t b = ptowsp_builder_before(op);
  return canonicalize_replace(op, ptowsp_build_cast(&b, id, lhs(inner), to));
}

// ---------------------------------------------------------------- sums and products

// (x op c1) op c2 → x op (c1 op c2): wrapping keeps it exact. What was said of the overflow of
// either does not hold for both.
static pattern_result_t join(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t a, b, joined;
  if (!canonicalize_known(rhs(op), &b)) return PATTERN_NONE;
  ptowsp_op_id_t id = ptowsp_op_id(op);
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), id);
  ptowsp_type_t type = ptowsp_value_type(lhs(op));
  if (!inner || !canonicalize_known(rhs(inner), &a) ||
      !ptowsp_evaluate_integers(id, a, b, ptowsp_type_width(type), &joined))
    return PATTERN_NONE;
  ptowsp_op_set_operand(op, 0, lhs(inner));
  ptowsp_op_set_operand(op, 1, canonicalize_integer(c, joined, type));
  if (ptowsp_op_attr(op, "overflowFlags")) ptowsp_op_set_attr(op, "overflowFlags", NULL);
  return PATTERN_CHANGED;
}

pattern_result_t pattern_join_constants(canonicalizer_t *c, ptowsp_op_t *op) { return join(c, op); }
pattern_result_t pattern_join_constants_of_product(canonicalizer_t *c, ptowsp_op_t *op) {
  return join(c, op);
}
pattern_result_t pattern_join_constants_of_and(canonicalizer_t *c, ptowsp_op_t *op) {
  return join(c, op);
}
pattern_result_t pattern_join_constants_of_or(canonicalizer_t *c, ptowsp_op_t *op) {
  return join(c, op);
}
pattern_result_t pattern_join_constants_of_xor(canonicalizer_t *c, ptowsp_op_t *op) {
  return join(c, op);
}

pattern_result_t pattern_add_to_difference(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t a, b;
  if (!canonicalize_known(rhs(op), &b)) return PATTERN_NONE;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_SUBI);
  if (!inner || !canonicalize_known(lhs(inner), &a)) return PATTERN_NONE;
  int64_t sum = (int64_t)((uint64_t)a + (uint64_t)b);
  ptowsp_value_t *known = canonicalize_integer(c, sum, ptowsp_value_type(lhs(op)));
  return canonicalize_replace(op, build_binary(op, PTOWSP_OP_ARITH_SUBI, known, rhs(inner)));
}

pattern_result_t pattern_add_negative(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *inner = canonicalize_made_by(ptowsp_op_operand(op, i), PTOWSP_OP_ARITH_MULI);
    int64_t factor;
    if (!inner || !canonicalize_known(rhs(inner), &factor) || factor != -1) continue;
    ptowsp_value_t *other = ptowsp_op_operand(op, 1 - i);
    return canonicalize_replace(op, build_binary(op, PTOWSP_OP_ARITH_SUBI, other, lhs(inner)));
  }
  return PATTERN_NONE;
}

// So that sums of indices have one form.
pattern_result_t pattern_subtract_constant(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t number;
  if (!canonicalize_known(rhs(op), &number)) return PATTERN_NONE;
  int64_t negated = (int64_t)(0 - (uint64_t)number);
  ptowsp_value_t *known = canonicalize_integer(c, negated, ptowsp_value_type(lhs(op)));
  return canonicalize_replace(op, build_binary(op, PTOWSP_OP_ARITH_ADDI, lhs(op), known));
}

pattern_result_t pattern_subtract_from_constant(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_op_t *sum = canonicalize_made_by(rhs(op), PTOWSP_OP_ARITH_ADDI);
  ptowsp_op_t *difference = canonicalize_made_by(rhs(op), PTOWSP_OP_ARITH_SUBI);
  int64_t a, b;
  ptowsp_value_t *inner = sum ? rhs(sum) : difference ? lhs(difference) : NULL;
  if (!inner || !canonicalize_known(lhs(op), &a) || !canonicalize_known(inner, &b))
    return PATTERN_NONE;
  int64_t rest = (int64_t)((uint64_t)a - (uint64_t)b);
  ptowsp_value_t *known = canonicalize_integer(c, rest, ptowsp_value_type(lhs(op)));
  ptowsp_value_t *with = sum ? build_binary(op, PTOWSP_OP_ARITH_SUBI, known, lhs(sum))
                             : build_binary(op, PTOWSP_OP_ARITH_ADDI, rhs(difference), known);
  return canonicalize_replace(op, with);
}

pattern_result_t pattern_subtract_difference(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_SUBI);
  ptowsp_type_t type = ptowsp_value_type(lhs(op));
  if (!inner || lhs(inner) != rhs(op)) return PATTERN_NONE;
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TENSOR && !ptowsp_type_has_static_shape(type))
    return PATTERN_NONE;
  ptowsp_value_t *zero = canonicalize_integer(c, 0, ptowsp_value_type(lhs(op)));
  return canonicalize_replace(op, build_binary(op, PTOWSP_OP_ARITH_SUBI, zero, rhs(inner)));
}

// ---------------------------------------------------------------- comparisons

static pattern_result_t replace_comparison(ptowsp_op_t *op, ptowsp_op_t *like, int64_t predicate,
                                           ptowsp_value_t *a, ptowsp_value_t *b) {
  ptowsp_value_t *operands[] = {a, b};
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_op_state_t state = {.id = ptowsp_op_id(like),
                             .operands = operands,
                             .operand_count = 2,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(like)};
  ptowsp_builder_t builder = ptowsp_builder_before(op);
  ptowsp_op_t *fresh = ptowsp_build(&builder, &state);
  ptowsp_op_set_attr(fresh, "predicate", ptowsp_attr_i64(ptowsp_op_context(op), predicate));
  return canonicalize_replace(op, ptowsp_op_result(fresh, 0));
}

// Both enumerations in arith's order; the opposite of a float comparison holds for NaN if it does
// not.
pattern_result_t pattern_invert_comparison(canonicalizer_t *c, ptowsp_op_t *op) {
  static const int64_t inverse[] = {1, 0, 5, 4, 3, 2, 9, 8, 7, 6};
  (void)c;
  int64_t bits;
  if (!is_bool(lhs(op)) || !canonicalize_known(rhs(op), &bits) || bits != -1) return PATTERN_NONE;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_CMPI);
  if (inner) {
    int64_t predicate = inverse[ptowsp_op_attr_int(inner, "predicate", 0) % 10];
    return replace_comparison(op, inner, predicate, lhs(inner), rhs(inner));
  }
  inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_CMPF);
  if (!inner) return PATTERN_NONE;
  // In the order of the enumeration: false oeq ogt oge olt ole one ord ueq ugt uge ult ule une …
  static const int64_t float_inverse[] = {15, 13, 12, 11, 10, 9, 8, 14, 6, 5, 4, 3, 2, 1, 7, 0};
  int64_t predicate = float_inverse[ptowsp_op_attr_int(inner, "predicate", 0) & 15];
  return replace_comparison(op, inner, predicate, lhs(inner), rhs(inner));
}

pattern_result_t pattern_constant_to_right(canonicalizer_t *c, ptowsp_op_t *op) {
  static const int64_t swapped[] = {0, 1, 4, 5, 2, 3, 8, 9, 6, 7};
  (void)c;
  if (!ptowsp_value_constant_attr(lhs(op)) || ptowsp_value_constant_attr(rhs(op)))
    return PATTERN_NONE;
  int64_t predicate = swapped[ptowsp_op_attr_int(op, "predicate", 0) % 10];
  ptowsp_value_t *number = lhs(op), *other = rhs(op);
  ptowsp_op_set_operand(op, 0, other);
  ptowsp_op_set_operand(op, 1, number);
  ptowsp_op_set_attr(op, "predicate", ptowsp_attr_i64(ptowsp_op_context(op), predicate));
  return PATTERN_CHANGED;
}

static ptowsp_op_t *extension(const ptowsp_value_t *value) {
  ptowsp_op_t *op = canonicalize_made_by(value, PTOWSP_OP_ARITH_EXTUI);
  return op ? op : canonicalize_made_by(value, PTOWSP_OP_ARITH_EXTSI);
}

pattern_result_t pattern_compare_extended_bool(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { EQ = 0, NE = 1 };
  ptowsp_op_t *inner = extension(lhs(op));
  int64_t number, predicate = ptowsp_op_attr_int(op, "predicate", 0);
  if (!inner || !is_bool(lhs(inner)) || !canonicalize_known(rhs(op), &number) || number != 0 ||
      predicate > NE)
    return PATTERN_NONE;
  return canonicalize_replace(op, predicate == NE ? lhs(inner) : build_not(c, op, lhs(inner)));
}

// Sign extension keeps both orders; zero extension makes every order that of unsigned numbers.
pattern_result_t pattern_compare_bool(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { EQ, NE };
  (void)c;
  int64_t known, predicate = ptowsp_op_attr_int(op, "predicate", -1);
  if (!is_bool(lhs(op)) || !canonicalize_known(rhs(op), &known) ||
      !(predicate == EQ ? known != 0 : predicate == NE && !known))
    return PATTERN_NONE;
  return canonicalize_replace(op, lhs(op));
}

pattern_result_t pattern_compare_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { SLT = 2, SGE = 5, TO_UNSIGNED = 4 };
  (void)c;
  ptowsp_op_t *a = extension(lhs(op)), *b = extension(rhs(op));
  if (!a || !b || ptowsp_op_id(a) != ptowsp_op_id(b) ||
      ptowsp_value_type(lhs(a)) != ptowsp_value_type(lhs(b)))
    return PATTERN_NONE;
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  if (ptowsp_op_is(a, PTOWSP_OP_ARITH_EXTUI) && predicate >= SLT && predicate <= SGE)
    predicate += TO_UNSIGNED;
  return replace_comparison(op, op, predicate, lhs(a), lhs(b));
}

// ---------------------------------------------------------------- selections

pattern_result_t pattern_select_by_not(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_XORI);
  int64_t bits;
  if (!inner || !canonicalize_known(rhs(inner), &bits) || bits != -1) return PATTERN_NONE;
  ptowsp_value_t *operands[] = {lhs(inner), ptowsp_op_operand(op, 2), rhs(op)};
  ptowsp_op_set_operands(op, operands, 3);
  return PATTERN_CHANGED;
}

static bool known_choice(const ptowsp_op_t *op, int64_t *out_yes, int64_t *out_no) {
  return canonicalize_known(rhs(op), out_yes) &&
         canonicalize_known(ptowsp_op_operand(op, 2), out_no);
}

pattern_result_t pattern_select_of_bools(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t yes, no;
  if (!is_bool(rhs(op)) || ptowsp_value_type(lhs(op)) != ptowsp_value_type(rhs(op)) ||
      !known_choice(op, &yes, &no) || yes || !no)
    return PATTERN_NONE;
  return canonicalize_replace(op, build_not(c, op, lhs(op)));
}

pattern_result_t pattern_select_one_or_zero(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(rhs(op)), scalar = ptowsp_type_scalar(type);
  ptowsp_type_t condition_type = ptowsp_value_type(lhs(op));
  int64_t yes, no;
  // One condition may choose whole vectors.
  if (!ptowsp_type_is_integer(scalar) || ptowsp_type_width(type) == 1 ||
      condition_type != ptowsp_type_shaped_like(ptowsp_type_i(ptowsp_op_context(op), 1), type) ||
      !known_choice(op, &yes, &no) || !((yes == 1 && no == 0) || (yes == 0 && no == 1)))
    return PATTERN_NONE;
  ptowsp_value_t *condition = yes ? lhs(op) : build_not(c, op, lhs(op));
  ptowsp_builder_t b = ptowsp_builder_before(op);
  return canonicalize_replace(op, ptowsp_build_cast(&b, PTOWSP_OP_ARITH_EXTUI, condition, type));
}

pattern_result_t pattern_select_again(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  for (size_t i = 1; i < 3; i++) {
    ptowsp_op_t *inner = canonicalize_made_by(ptowsp_op_operand(op, i), PTOWSP_OP_ARITH_SELECT);
    if (!inner || lhs(inner) != lhs(op)) continue;
    ptowsp_op_set_operand(op, i, ptowsp_op_operand(inner, i));
    return PATTERN_CHANGED;
  }
  return PATTERN_NONE;
}

// ---------------------------------------------------------------- conversions

static pattern_result_t after(ptowsp_op_t *op, ptowsp_op_id_t inner_id, ptowsp_op_id_t id) {
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), inner_id);
  return inner ? cast_directly(op, id, inner) : PATTERN_NONE;
}

pattern_result_t pattern_extend_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return after(op, PTOWSP_OP_ARITH_EXTUI, PTOWSP_OP_ARITH_EXTUI);
}

pattern_result_t pattern_extend_extended_signed(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  pattern_result_t result = after(op, PTOWSP_OP_ARITH_EXTSI, PTOWSP_OP_ARITH_EXTSI);
  return result ? result : after(op, PTOWSP_OP_ARITH_EXTUI, PTOWSP_OP_ARITH_EXTUI);
}

pattern_result_t pattern_extend_extended_float(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return after(op, PTOWSP_OP_ARITH_EXTF, PTOWSP_OP_ARITH_EXTF);
}

pattern_result_t pattern_cut_cut(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return after(op, PTOWSP_OP_ARITH_TRUNCI, PTOWSP_OP_ARITH_TRUNCI);
}

pattern_result_t pattern_cut_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *inner = extension(lhs(op));
  if (!inner) return PATTERN_NONE;
  unsigned from = ptowsp_type_width(ptowsp_value_type(lhs(inner)));
  unsigned to = ptowsp_type_width(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (from == to) return PATTERN_NONE; // folded
  return cast_directly(op, from < to ? ptowsp_op_id(inner) : PTOWSP_OP_ARITH_TRUNCI, inner);
}

pattern_result_t pattern_narrow_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_EXTF);
  if (!inner) return PATTERN_NONE;
  unsigned from = ptowsp_type_width(ptowsp_value_type(lhs(inner)));
  unsigned to = ptowsp_type_width(ptowsp_value_type(ptowsp_op_result(op, 0)));
  // One width is folded, unless its bits mean something else.
  if (from == to || (from > to && ptowsp_op_attr(op, "roundingmode"))) return PATTERN_NONE;
  return cast_directly(op, from < to ? PTOWSP_OP_ARITH_EXTF : PTOWSP_OP_ARITH_TRUNCF, inner);
}

pattern_result_t pattern_cast_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  bool to_index =
      ptowsp_type_is_index(ptowsp_type_scalar(ptowsp_value_type(ptowsp_op_result(op, 0))));
  return to_index ? after(op, PTOWSP_OP_ARITH_EXTSI, PTOWSP_OP_ARITH_INDEX_CAST) : PATTERN_NONE;
}

pattern_result_t pattern_cast_extended_unsigned(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  bool to_index =
      ptowsp_type_is_index(ptowsp_type_scalar(ptowsp_value_type(ptowsp_op_result(op, 0))));
  return to_index ? after(op, PTOWSP_OP_ARITH_EXTUI, PTOWSP_OP_ARITH_INDEX_CASTUI) : PATTERN_NONE;
}

pattern_result_t pattern_convert_extended(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  pattern_result_t result = after(op, PTOWSP_OP_ARITH_EXTSI, PTOWSP_OP_ARITH_SITOFP);
  return result ? result : after(op, PTOWSP_OP_ARITH_EXTUI, PTOWSP_OP_ARITH_UITOFP);
}

pattern_result_t pattern_convert_extended_unsigned(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return after(op, PTOWSP_OP_ARITH_EXTUI, PTOWSP_OP_ARITH_UITOFP);
}

// ---------------------------------------------------------------- signs and halves

pattern_result_t pattern_drop_two_signs(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *a = canonicalize_made_by(lhs(op), PTOWSP_OP_ARITH_NEGF);
  ptowsp_op_t *b = canonicalize_made_by(rhs(op), PTOWSP_OP_ARITH_NEGF);
  if (!a || !b) return PATTERN_NONE;
  ptowsp_op_set_operand(op, 0, lhs(a));
  ptowsp_op_set_operand(op, 1, lhs(b));
  return PATTERN_CHANGED;
}

pattern_result_t pattern_low_half(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  if (ptowsp_value_has_uses(ptowsp_op_result(op, 1))) return PATTERN_NONE;
  bool sum = ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDUI_EXTENDED);
  ptowsp_op_id_t id = sum ? PTOWSP_OP_ARITH_ADDI : PTOWSP_OP_ARITH_MULI;
  return canonicalize_replace(op, build_binary(op, id, lhs(op), rhs(op)));
}

pattern_result_t pattern_drop_assert(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  int64_t known;
  if (!canonicalize_known(lhs(op), &known) || !known) return PATTERN_NONE;
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// ---------------------------------------------------------------- casts of casts

pattern_result_t pattern_cast_once(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *inner = canonicalize_made_by(lhs(op), ptowsp_op_id(op));
  if (!inner) return PATTERN_NONE;
  ptowsp_op_set_operand(op, 0, lhs(inner));
  return PATTERN_CHANGED;
}

// What a conversion is made of: its own operands, or those of the one that it takes back.
static ptowsp_op_t *converted(ptowsp_op_t *op) {
  size_t count = ptowsp_op_operand_count(op);
  ptowsp_op_t *inner = count ? canonicalize_made_by(lhs(op), ptowsp_op_id(op)) : NULL;
  if (!inner || ptowsp_op_result_count(inner) != count) return op;
  for (size_t i = 0; i < count; i++)
    if (ptowsp_op_operand(op, i) != ptowsp_op_result(inner, i)) return op;
  return inner;
}

pattern_result_t pattern_undo_conversion(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_op_t *from = converted(op);
  size_t count = ptowsp_op_result_count(op);
  if (ptowsp_op_operand_count(from) != count) return PATTERN_NONE;
  for (size_t i = 0; i < count; i++)
    if (ptowsp_value_type(ptowsp_op_operand(from, i)) != ptowsp_value_type(ptowsp_op_result(op, i)))
      return PATTERN_NONE;
  for (size_t i = 0; i < count; i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_operand(from, i));
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}
