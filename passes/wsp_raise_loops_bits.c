// Operations on integers that take several instructions: bits of words, which are seen as halves of
// twice as many columns, logical shifts, division by powers of two, unsigned extremes.
#include "wsp_raise_loops.h"

static ptowsp_value_t *op2(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (!x || !y) return NULL;
  return raise_tile_op(r, id, ptowsp_value_type(x), (ptowsp_value_t *[]){x, y}, 2);
}

static ptowsp_value_t *fill(raise_t *r, ptowsp_value_t *like, double number) {
  if (!like) return NULL;
  ptowsp_type_t type = ptowsp_value_type(like);
  ptowsp_value_t *scalar = raise_number(r, number, ptowsp_type_element(type));
  return raise_tile_op(r, PTOWSP_OP_PTO_TEXPANDS, type, &scalar, 1);
}

// The same bytes as 16-bit integers, or back.
static ptowsp_value_t *as_width(raise_t *r, ptowsp_value_t *tile, unsigned width) {
  if (!tile) return NULL;
  ptowsp_type_t type = ptowsp_value_type(tile);
  int64_t bits = ptowsp_type_width(ptowsp_type_element(type));
  const int64_t *shape = ptowsp_type_shape(type);
  if (bits == width) return tile;
  ptowsp_type_t to = raise_tile_type(r, shape[0], shape[1] * bits / width,
                                     ptowsp_type_i(r->context, width), PTOWSP_MEMORY_UB);
  return to ? raise_tile_op(r, PTOWSP_OP_PTO_TRESHAPE, to, &tile, 1) : NULL;
}

static ptowsp_value_t *bits_op(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x,
                               ptowsp_value_t *y) {
  if (!x || !y) return NULL;
  unsigned width = ptowsp_type_width(ptowsp_type_element(ptowsp_value_type(x)));
  if (width < 32) return op2(r, id, x, y);
  return as_width(r, op2(r, id, as_width(r, x, 16), as_width(r, y, 16)), width);
}

static ptowsp_value_t *complement(raise_t *r, ptowsp_value_t *x) {
  unsigned width = ptowsp_type_width(ptowsp_type_element(ptowsp_value_type(x)));
  if (width == 32) x = as_width(r, x, 16);
  x = x ? raise_tile_op(r, PTOWSP_OP_PTO_TNOT, ptowsp_value_type(x), &x, 1) : NULL;
  return as_width(r, x, width);
}

// Bits enter from above: copies of the sign, which are then cleared.
static ptowsp_value_t *logical_shift(raise_t *r, ptowsp_value_t *x, ptowsp_value_t *count) {
  unsigned width = ptowsp_type_width(ptowsp_type_element(ptowsp_value_type(x)));
  ptowsp_value_t *signs = fill(r, x, -1), *one = fill(r, x, 1);
  ptowsp_value_t *rest = op2(r, PTOWSP_OP_PTO_TSUB, fill(r, x, width - 1), count);
  ptowsp_value_t *above = op2(r, PTOWSP_OP_PTO_TSHL, op2(r, PTOWSP_OP_PTO_TSHL, signs, rest), one);
  if (!above) return NULL;
  return bits_op(r, PTOWSP_OP_PTO_TAND, op2(r, PTOWSP_OP_PTO_TSHR, x, count), complement(r, above));
}

// The exponent of a power of two that all elements are divided by; -1: none.
static int exponent(const raise_value_t *divisor) {
  int64_t value = 0;
  if (!raise_is_scalar(divisor) || !ptowsp_value_constant(divisor->to, &value)) return -1;
  for (int i = 0; i < 31; i++)
    if (value == (int64_t)1 << i) return i;
  return -1;
}

static ptowsp_value_t *divided(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, int by) {
  bool is_signed = id == PTOWSP_OP_ARITH_DIVSI || id == PTOWSP_OP_ARITH_REMSI;
  bool remainder = id == PTOWSP_OP_ARITH_REMSI || id == PTOWSP_OP_ARITH_REMUI;
  enum { SIGN = 31 };
  ptowsp_value_t *low = fill(r, x, (double)(((int64_t)1 << by) - 1));
  ptowsp_value_t *count = fill(r, x, by);
  if (!is_signed)
    return remainder ? bits_op(r, PTOWSP_OP_PTO_TAND, x, low) : logical_shift(r, x, count);
  // Towards zero: negative numbers are moved up first.
  ptowsp_value_t *move =
      bits_op(r, PTOWSP_OP_PTO_TAND, op2(r, PTOWSP_OP_PTO_TSHR, x, fill(r, x, SIGN)), low);
  ptowsp_value_t *moved = op2(r, PTOWSP_OP_PTO_TADD, x, move);
  ptowsp_value_t *quotient = op2(r, PTOWSP_OP_PTO_TSHR, moved, count);
  if (!remainder) return quotient;
  return op2(r, PTOWSP_OP_PTO_TSUB, x, op2(r, PTOWSP_OP_PTO_TSHL, quotient, count));
}

// Signed order, once the least number is added to both.
static ptowsp_value_t *unsigned_extreme(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x,
                                        ptowsp_value_t *y) {
  const double least = -2147483648.0;
  ptowsp_value_t *moved = fill(r, x, least);
  ptowsp_value_t *best =
      op2(r, id, op2(r, PTOWSP_OP_PTO_TADD, x, moved), op2(r, PTOWSP_OP_PTO_TADD, y, moved));
  return op2(r, PTOWSP_OP_PTO_TADD, best, moved);
}

static ptowsp_value_t *composed(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x,
                                ptowsp_value_t *y) {
  switch (id) {
    case PTOWSP_OP_ARITH_ANDI:
      return bits_op(r, PTOWSP_OP_PTO_TAND, x, y);
    case PTOWSP_OP_ARITH_ORI:
      return bits_op(r, PTOWSP_OP_PTO_TOR, x, y);
    case PTOWSP_OP_ARITH_XORI:
      return bits_op(r, PTOWSP_OP_PTO_TXOR, x, y);
    case PTOWSP_OP_ARITH_SHLI:
      return op2(r, PTOWSP_OP_PTO_TSHL, x, y);
    case PTOWSP_OP_ARITH_SHRSI:
      return op2(r, PTOWSP_OP_PTO_TSHR, x, y);
    case PTOWSP_OP_ARITH_SHRUI:
      return logical_shift(r, x, y);
    case PTOWSP_OP_ARITH_MAXUI:
      return unsigned_extreme(r, PTOWSP_OP_PTO_TMAX, x, y);
    default:
      return unsigned_extreme(r, PTOWSP_OP_PTO_TMIN, x, y);
  }
}

bool raise_is_bits(ptowsp_op_id_t id) {
  switch (id) {
    case PTOWSP_OP_ARITH_ANDI:
    case PTOWSP_OP_ARITH_ORI:
    case PTOWSP_OP_ARITH_XORI:
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
    case PTOWSP_OP_ARITH_SHRUI:
    case PTOWSP_OP_ARITH_MAXUI:
    case PTOWSP_OP_ARITH_MINUI:
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_REMUI:
      return true;
    default:
      return false;
  }
}

static bool is_division(ptowsp_op_id_t id) {
  return id == PTOWSP_OP_ARITH_DIVSI || id == PTOWSP_OP_ARITH_DIVUI ||
         id == PTOWSP_OP_ARITH_REMSI || id == PTOWSP_OP_ARITH_REMUI;
}

static bool is_of_words_only(ptowsp_op_id_t id) {
  return id == PTOWSP_OP_ARITH_MAXUI || id == PTOWSP_OP_ARITH_MINUI || is_division(id) ||
         id == PTOWSP_OP_ARITH_SHRUI;
}

bool raise_bits(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                ptowsp_type_t element, raise_value_t *out_value) {
  raise_value_t value = {0};
  const char *name = ptowsp_op_info_by_id(id)->name;
  unsigned width = ptowsp_type_is_integer(element) ? ptowsp_type_width(element) : 0;
  if (width != 32 && (is_of_words_only(id) || (width != 16 && width != 8)))
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s on %s", name,
                      raise_type_name(r, element));
  if (is_division(id)) {
    int by = exponent(y);
    if (by < 0 || raise_is_scalar(x)) return raise_divide(r, id, x, y, out_value);
    value = *x;
    value.to = divided(r, id, x->to, by);
  } else {
    if (!raise_join(r, x, y, &value.row, &value.col)) return false;
    ptowsp_value_t *a = raise_expand(r, x, element, value.row, value.col);
    ptowsp_value_t *b = a ? raise_expand(r, y, element, value.row, value.col) : NULL;
    value.to = b ? composed(r, id, a, b) : NULL;
  }
  *out_value = value;
  return value.to != NULL;
}
