// Values of loops' variables as the elements of tiles: rows count multiples of them, and the rest
// is arithmetic of tiles.
#include "wsp_raise_loops.h"

// An index, and multiples of the loops' variables counted from 0.
static bool count_from(raise_t *r, ptowsp_value_t *start, const int64_t *coefficients,
                       ptowsp_type_t element, raise_value_t *out_value) {
  start = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, start, element);
  raise_value_t sum = {.to = start};
  for (size_t i = 0; i < r->loop_count; i++) {
    const raise_loop_t *loop = &r->loops[i];
    int64_t step = coefficients[i] * loop->step;
    if (!step || loop->extent <= 1) continue;
    ptowsp_type_t type = raise_tile_type(r, 1, loop->extent, element, PTOWSP_MEMORY_UB);
    if (!type) return false;
    // Counting up starts at the number that has been reached.
    bool up = step == 1 && raise_is_scalar(&sum);
    ptowsp_value_t *from =
        up ? sum.to : ptowsp_build_constant(&r->b, ptowsp_attr_integer(r->context, 0, element));
    raise_value_t line = {.to = raise_tile_op(r, PTOWSP_OP_PTO_TCI, type, &from, 1),
                          .col = loop->op};
    if (step != 1) {
      ptowsp_value_t *by =
          ptowsp_build_constant(&r->b, ptowsp_attr_integer(r->context, step, element));
      line.to = raise_tile_op(r, PTOWSP_OP_PTO_TMULS, type, (ptowsp_value_t *[]){line.to, by}, 2);
    }
    if (up)
      sum = line;
    else if (!raise_binary(r, PTOWSP_OP_ARITH_ADDI, &line, &sum, &sum))
      return false;
  }
  *out_value = sum;
  return true;
}

bool raise_count(raise_t *r, isl_aff *form, ptowsp_type_t element, raise_value_t *out_value) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (!ptowsp_type_is_i(element, 16) && !ptowsp_type_is_i(element, 32))
    return raise_fail(r, r->b.loc, true, "no tile instruction counts in %s",
                      raise_type_name(r, element));
  isl_aff *base = raise_coefficients(r, form, coefficients) ? raise_at_lower(r, form) : NULL;
  if (!base)
    return raise_fail(r, r->b.loc, true, "a subscript is not affine in the loops' variables");
  ptowsp_value_t *start = raise_aff_value(r, base);
  return start && count_from(r, start, coefficients, element, out_value);
}

// What is further from 0 than all that it is compared with goes no further.
enum { NEAR = 1 << 29 };

static ptowsp_value_t *clamp(raise_t *r, ptowsp_value_t *index) {
  int64_t number = 0;
  if (ptowsp_value_constant(index, &number))
    return raise_index(r, number > NEAR ? NEAR : number < -NEAR ? -NEAR : number);
  index = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_MAXSI, index, raise_index(r, -NEAR));
  return ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_MINSI, index, raise_index(r, NEAR));
}

bool raise_count_signs(raise_t *r, isl_aff *form, raise_value_t *out_value) {
  int64_t coefficients[RAISE_MAX_LOOPS], reach = 0;
  isl_aff *base = raise_coefficients(r, form, coefficients) ? raise_at_lower(r, form) : NULL;
  if (!base)
    return raise_fail(r, r->b.loc, true, "a subscript is not affine in the loops' variables");
  for (size_t i = 0; i < r->loop_count; i++) {
    int64_t step = coefficients[i] < 0 ? -coefficients[i] : coefficients[i];
    if (!step || r->loops[i].extent <= 1) continue;
    if (__builtin_mul_overflow(step, r->loops[i].step, &step) ||
        __builtin_mul_overflow(step, r->loops[i].extent - 1, &step) ||
        __builtin_add_overflow(reach, step, &reach) || reach >= NEAR)
      return raise_fail(r, r->b.loc, true, "the numbers compared are too large for tiles");
  }
  ptowsp_value_t *start = raise_aff_value(r, base);
  return start &&
         count_from(r, clamp(r, start), coefficients, ptowsp_type_i(r->context, 32), out_value);
}

// The least and the greatest value of a form in the nest's iterations, if its numbers say that.
static bool range_of(raise_t *r, isl_aff *form, int64_t *out_least, int64_t *out_greatest) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (!form || !raise_coefficients(r, form, coefficients)) return false;
  if (!raise_is_number(raise_at_lower(r, form), out_least)) return false;
  *out_greatest = *out_least;
  for (size_t i = 0; i < r->loop_count; i++) {
    int64_t last = 0, *end = coefficients[i] < 0 ? out_least : out_greatest;
    if (__builtin_mul_overflow(coefficients[i], r->loops[i].step, &last) ||
        __builtin_mul_overflow(last, r->loops[i].extent - 1, &last) ||
        __builtin_add_overflow(*end, last, end))
      return false;
  }
  return true;
}

static bool divide_small(raise_t *r, const raise_value_t *x, int64_t number, int64_t turns,
                         raise_value_t *out_value) {
  ptowsp_type_t real = ptowsp_type_float(r->context, PTOWSP_FLOAT_F32);
  *out_value = *x;
  if (!raise_convert(r, out_value, real)) return false;
  // Half a unit away from where the quotient changes, its rounding does not matter.
  double begin = (double)(turns * number) + 0.5;
  out_value->to = raise_with_number(r, PTOWSP_OP_PTO_TADDS, out_value->to, begin);
  out_value->to = raise_with_number(r, PTOWSP_OP_PTO_TMULS, out_value->to, 1.0 / (double)number);
  if (!out_value->to || !raise_convert(r, out_value, ptowsp_type_i(r->context, 32))) return false;
  if (turns)
    out_value->to = raise_with_number(r, PTOWSP_OP_PTO_TADDS, out_value->to, -(double)turns);
  return out_value->to != NULL;
}

// The quotient rounded down, of an index by a positive number: where it is large, the one toward
// zero, less one where something negative is left.
static bool floor_divide(raise_t *r, ptowsp_value_t *index, const raise_value_t *x, int64_t number,
                         ptowsp_type_t element, raise_value_t *out_value) {
  enum { SIGN = 31, SMALL = 1 << 20 };
  raise_value_t by = {.to = raise_number(r, (double)number, element)}, quotient, sign;
  raise_value_t shift = {.to = raise_number(r, __builtin_ctzll((uint64_t)number), element)};
  int64_t least = 0, greatest = 0;
  if (!(number & (number - 1)))
    return raise_bits(r, PTOWSP_OP_ARITH_SHRSI, x, &shift, element, out_value);
  if (range_of(r, raise_affine(r, index), &least, &greatest) && least > -SMALL &&
      greatest < SMALL && number < SMALL)
    return divide_small(r, x, number, least < 0 ? (number - 1 - least) / number : 0, out_value);
  shift.to = raise_number(r, SIGN, element);
  return raise_bits(r, PTOWSP_OP_ARITH_DIVSI, x, &by, element, &quotient) &&
         raise_binary(r, PTOWSP_OP_ARITH_MULI, &quotient, &by, &sign) &&
         raise_binary(r, PTOWSP_OP_ARITH_SUBI, x, &sign, &sign) &&
         raise_bits(r, PTOWSP_OP_ARITH_SHRSI, &sign, &shift, element, &sign) &&
         raise_binary(r, PTOWSP_OP_ARITH_ADDI, &quotient, &sign, out_value);
}

enum { UNIFORM_DEPTH = 6 };

// An index that is the same in all iterations, built again; NULL: it is not computed from arguments
// and variables of loops that are kept alone.
static ptowsp_value_t *uniform_index(raise_t *r, ptowsp_value_t *index, int depth) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  ptowsp_op_t *op = ptowsp_value_op(index);
  isl_aff *form = raise_affine(r, index);
  bool uniform = form && raise_coefficients(r, form, coefficients);
  for (size_t i = 0; uniform && i < r->loop_count; i++) uniform = coefficients[i] == 0;
  if (form) return uniform ? raise_aff_value(r, form) : NULL;
  if (!op || depth == 0 || ptowsp_op_region_count(op) || ptowsp_op_result_count(op) != 1 ||
      !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE))
    return NULL;
  ptowsp_value_t *operands[3];
  size_t count = ptowsp_op_operand_count(op);
  if (count > PTOWSP_COUNTOF(operands)) return NULL;
  for (size_t i = 0; i < count; i++) {
    bool number = ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(op, i)));
    operands[i] = number ? uniform_index(r, ptowsp_op_operand(op, i), depth - 1) : NULL;
    if (!operands[i]) return NULL;
  }
  ptowsp_op_t *copy = ptowsp_op_clone(op, NULL);
  for (size_t i = 0; i < count; i++) ptowsp_op_set_operand(copy, i, operands[i]);
  ptowsp_op_move_before(copy, r->b.before);
  return ptowsp_op_result(copy, 0);
}

static bool is_order(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_MAXSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_MINSI);
}

// Whether the result of two words is that of the indices.
static bool are_words(const raise_t *r, ptowsp_op_t *op) {
  return raise_is_word(r, ptowsp_op_operand(op, 0), true) &&
         raise_is_word(r, ptowsp_op_operand(op, 1), true);
}

// Of a value that is no form.
static bool computed_index(raise_t *r, ptowsp_value_t *index, ptowsp_type_t element,
                           raise_value_t *out_value) {
  ptowsp_op_t *op = ptowsp_value_op(index);
  raise_value_t sides[2];
  int64_t divisor = 0;
  ptowsp_value_t *uniform = uniform_index(r, index, UNIFORM_DEPTH);
  if (uniform) {
    uniform = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, uniform, element);
    *out_value = (raise_value_t){.to = uniform};
    return true;
  }
  switch (op ? ptowsp_op_id(op) : PTOWSP_OP_UNREGISTERED) {
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
      if (!raise_find(r, ptowsp_op_operand(op, 0), &sides[0])) return false;
      if (raise_is_scalar(&sides[0])) break;
      if (!raise_widen(r, &sides[0], element, ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CASTUI)))
        break;
      *out_value = sides[0];
      return true;
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_MULI:
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
      if (is_order(op) && !are_words(r, op)) break;
      for (size_t i = 0; i < 2; i++)
        if (!raise_index_value(r, ptowsp_op_operand(op, i), element, &sides[i])) return false;
      return raise_binary(r, ptowsp_op_id(op), &sides[0], &sides[1], out_value);
    case PTOWSP_OP_ARITH_SELECT:
      for (size_t i = 0; i < 2; i++)
        if (!raise_index_value(r, ptowsp_op_operand(op, i + 1), element, &sides[i])) return false;
      return raise_choose(r, ptowsp_op_operand(op, 0), &sides[0], &sides[1], element, out_value);
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
      if (!are_words(r, op)) break;
      for (size_t i = 0; i < 2; i++)
        if (!raise_index_value(r, ptowsp_op_operand(op, i), element, &sides[i])) return false;
      if (ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor))
        sides[1] = (raise_value_t){.to = raise_number(r, (double)divisor, element)};
      return raise_bits(r, ptowsp_op_id(op), &sides[0], &sides[1], element, out_value);
    case PTOWSP_OP_ARITH_FLOORDIVSI:
      if (!ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) || divisor <= 0 ||
          !are_words(r, op))
        break;
      if (!raise_index_value(r, ptowsp_op_operand(op, 0), element, &sides[0])) return false;
      if (raise_is_scalar(&sides[0]) || !ptowsp_type_is_i(element, 32)) break;
      return floor_divide(r, ptowsp_op_operand(op, 0), &sides[0], divisor, element, out_value);
    default:
      break;
  }
  return raise_fail(r, r->b.loc, true, "no tile instruction computes this from loops' variables");
}

static ptowsp_type_t element_of(const raise_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value->to);
  return raise_is_scalar(value) ? type : ptowsp_type_element(type);
}

bool raise_index_value(raise_t *r, ptowsp_value_t *index, ptowsp_type_t element,
                       raise_value_t *out_value) {
  isl_aff *form = raise_affine(r, index);
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (ptowsp_type_width(element) > 32) {
    ptowsp_value_t *uniform = uniform_index(r, index, UNIFORM_DEPTH);
    if (uniform) {
      uniform = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, uniform, element);
      *out_value = (raise_value_t){.to = uniform};
      return true;
    }
    if (!raise_is_word(r, index, false))
      return raise_fail(r, r->b.loc, true, "what is counted in 64 bits may go beyond 32");
    element = ptowsp_type_i(r->context, 32);
  }
  if (form && raise_coefficients(r, form, coefficients))
    return raise_count(r, form, element, out_value);
  bool known = raise_is_defined(r, index) && raise_find(r, index, out_value);
  if (known && element_of(out_value) == element) return true;
  if (!computed_index(r, index, element, out_value)) return false;
  if (!known) raise_define(r, index, out_value);
  return true;
}

ptowsp_value_t *raise_near_index(raise_t *r, ptowsp_value_t *index, ptowsp_value_t *other) {
  ptowsp_value_t *uniform =
      raise_is_below(r, other, NEAR) ? uniform_index(r, index, UNIFORM_DEPTH) : NULL;
  return uniform ? clamp(r, uniform) : NULL;
}
