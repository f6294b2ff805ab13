// Conversions between element types, in the steps the vector unit has: bytes go through halves,
// 16-bit integers through singles, which hold all their values.
#include <math.h>

#include "wsp_raise_loops.h"

static bool is_float(ptowsp_type_t type, ptowsp_float_kind_t kind) {
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == kind;
}

// Whether an integer type has the number, as a signed or an unsigned one.
static bool has_number(ptowsp_type_t type, double value) {
  int width = (int)ptowsp_type_width(type);
  return value >= -ldexp(1, width - 1) && value < ldexp(1, width) && value == trunc(value);
}

ptowsp_value_t *raise_number(raise_t *r, double value, ptowsp_type_t element) {
  bool real = ptowsp_type_is_float(element);
  if (!real && !has_number(element, value)) {
    raise_fail(r, r->b.loc, true, "%.17g is no number of type %s", value,
               raise_type_name(r, element));
    value = 0;
  }
  ptowsp_attr_t attr = real ? ptowsp_attr_float(r->context, value, element)
                            : ptowsp_attr_integer(r->context, (int64_t)value, element);
  for (size_t i = 0; i < r->numbers.size; i++)
    if (r->numbers.data[i].attr == attr) return r->numbers.data[i].constant;
  raise_number_t entry = {attr, ptowsp_build_constant(&r->b, attr)};
  ptowsp_vec_push(&r->numbers, entry);
  return entry.constant;
}

static ptowsp_type_t single(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F32); }
static ptowsp_type_t half(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F16); }

static ptowsp_value_t *cvt(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t element) {
  if (!tile) return NULL;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(tile));
  if (ptowsp_type_element(ptowsp_value_type(tile)) == element) return tile;
  ptowsp_type_t type = raise_tile_type(r, shape[0], shape[1], element, PTOWSP_MEMORY_UB);
  return type ? raise_tile_op(r, PTOWSP_OP_PTO_TCVT, type, &tile, 1) : NULL;
}

static ptowsp_value_t *with_scalar(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *tile,
                                   double value) {
  if (!tile) return NULL;
  ptowsp_type_t type = ptowsp_value_type(tile);
  return raise_tile_op(
      r, id, type, (ptowsp_value_t *[]){tile, raise_number(r, value, ptowsp_type_element(type))},
      2);
}

static ptowsp_value_t *shift(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *tile, int count) {
  if (!tile) return NULL;
  ptowsp_type_t type = ptowsp_value_type(tile);
  ptowsp_value_t *by = raise_number(r, count, ptowsp_type_element(type));
  by = raise_tile_op(r, PTOWSP_OP_PTO_TEXPANDS, type, &by, 1);
  return raise_tile_op(r, id, type, (ptowsp_value_t *[]){tile, by}, 2);
}

// Adds 2^width where the number, read as signed, is negative.
static ptowsp_value_t *as_unsigned(raise_t *r, ptowsp_value_t *tile, unsigned width) {
  enum { LT = 2 };
  if (!tile) return NULL;
  ptowsp_type_t type = ptowsp_value_type(tile);
  ptowsp_value_t *zero = raise_number(r, 0, ptowsp_type_element(type));
  ptowsp_value_t *mask = raise_compare(r, LT, tile, zero);
  ptowsp_value_t *above = with_scalar(r, PTOWSP_OP_PTO_TADDS, tile, (double)(1u << width));
  if (!mask) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TSEL, type, (ptowsp_value_t *[]){mask, above, tile}, 3);
}

// The value of an integer of at most 16 bits as a float that holds it.
static ptowsp_value_t *small_to_float(raise_t *r, ptowsp_value_t *tile, bool is_unsigned) {
  unsigned width = ptowsp_type_width(ptowsp_type_element(ptowsp_value_type(tile)));
  tile = cvt(r, tile, width == 8 ? half(r) : single(r));
  return is_unsigned ? as_unsigned(r, tile, width) : tile;
}

// Keeps the low bits, which are then a number of that width.
static ptowsp_value_t *wrap(raise_t *r, ptowsp_value_t *tile, unsigned width) {
  int by = 32 - (int)width;
  return shift(r, PTOWSP_OP_PTO_TSHR, shift(r, PTOWSP_OP_PTO_TSHL, tile, by), by);
}

static ptowsp_value_t *narrow(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t to) {
  ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(tile));
  unsigned width = ptowsp_type_width(to);
  if (ptowsp_type_width(from) == 16)
    tile = cvt(r, cvt(r, tile, single(r)), ptowsp_type_i(r->context, 32));
  tile = tile ? wrap(r, tile, width) : NULL;
  if (width == 8) tile = cvt(r, cvt(r, tile, single(r)), half(r));
  return cvt(r, tile, to);
}

// An unsigned number of 32 bits: both halves are exact, their sum is rounded once.
static ptowsp_value_t *unsigned_to_single(raise_t *r, ptowsp_value_t *tile) {
  ptowsp_value_t *high = shift(r, PTOWSP_OP_PTO_TSHR, tile, 16);
  ptowsp_value_t *whole = shift(r, PTOWSP_OP_PTO_TSHL, high, 16);
  if (!whole) return NULL;
  ptowsp_value_t *low = raise_tile_op(r, PTOWSP_OP_PTO_TSUB, ptowsp_value_type(tile),
                                      (ptowsp_value_t *[]){tile, whole}, 2);
  high = with_scalar(r, PTOWSP_OP_PTO_TMULS, as_unsigned(r, cvt(r, high, single(r)), 16), 65536);
  low = cvt(r, low, single(r));
  if (!high || !low) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TADD, ptowsp_value_type(low),
                       (ptowsp_value_t *[]){high, low}, 2);
}

// Numbers from 2^31 on are brought into the signed range and back.
static ptowsp_value_t *single_to_unsigned(raise_t *r, ptowsp_value_t *tile) {
  enum { GE = 5 };
  const double limit = 2147483648.0;
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  ptowsp_value_t *low = cvt(r, tile, word);
  ptowsp_value_t *high = cvt(r, with_scalar(r, PTOWSP_OP_PTO_TSUBS, tile, limit), word);
  ptowsp_value_t *mask = raise_compare(r, GE, tile, raise_number(r, limit, single(r)));
  high = with_scalar(r, PTOWSP_OP_PTO_TADDS, high, -limit);
  if (!mask || !low || !high) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(low),
                       (ptowsp_value_t *[]){mask, high, low}, 3);
}

static ptowsp_value_t *integer_to_float(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t to,
                                        bool is_unsigned) {
  ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(tile));
  if (ptowsp_type_width(from) < 32) {
    tile = small_to_float(r, tile, is_unsigned);
    return is_float(to, PTOWSP_FLOAT_F16) ? cvt(r, tile, to) : cvt(r, cvt(r, tile, single(r)), to);
  }
  if (!is_unsigned && !is_float(to, PTOWSP_FLOAT_BF16)) return cvt(r, tile, to);
  return is_float(to, PTOWSP_FLOAT_F32) ? unsigned_to_single(r, tile) : NULL;
}

static ptowsp_value_t *float_to_integer(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t to,
                                        bool is_unsigned) {
  if (is_float(ptowsp_type_element(ptowsp_value_type(tile)), PTOWSP_FLOAT_BF16))
    tile = cvt(r, tile, single(r));
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  if (!tile) return NULL;
  if (ptowsp_type_width(to) < 32) return narrow(r, cvt(r, tile, word), to);
  return is_unsigned ? single_to_unsigned(r, cvt(r, tile, single(r))) : cvt(r, tile, word);
}

static ptowsp_value_t *widen(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t to, bool is_unsigned) {
  return cvt(r, small_to_float(r, tile, is_unsigned), to);
}

static bool is_held(ptowsp_type_t type) {
  return ptowsp_type_is_float(type) ? ptowsp_type_width(type) <= 32
                                    : ptowsp_type_is_integer(type) && ptowsp_type_width(type) <= 32;
}

// What a conversion of the scalar program does to a tile; NULL: the vector unit has no way, or a
// failure.
static ptowsp_value_t *converted(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *tile,
                                 ptowsp_type_t to) {
  ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(tile));
  if (!is_held(from) || !is_held(to)) return NULL;
  switch (id) {
    case PTOWSP_OP_ARITH_EXTF:
      return cvt(r, tile, to);
    case PTOWSP_OP_ARITH_TRUNCF:
      return is_float(from, PTOWSP_FLOAT_F32) ? cvt(r, tile, to) : NULL;
    case PTOWSP_OP_ARITH_SITOFP:
    case PTOWSP_OP_ARITH_UITOFP:
      return integer_to_float(r, tile, to, id == PTOWSP_OP_ARITH_UITOFP);
    case PTOWSP_OP_ARITH_FPTOSI:
    case PTOWSP_OP_ARITH_FPTOUI:
      return float_to_integer(r, tile, to, id == PTOWSP_OP_ARITH_FPTOUI);
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_EXTUI:
      return widen(r, tile, to, id == PTOWSP_OP_ARITH_EXTUI);
    case PTOWSP_OP_ARITH_TRUNCI:
      return ptowsp_type_width(to) > 1 ? narrow(r, tile, to) : NULL;
    default:
      return NULL;
  }
}

bool raise_is_cast(ptowsp_op_id_t id) {
  switch (id) {
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF:
    case PTOWSP_OP_ARITH_SITOFP:
    case PTOWSP_OP_ARITH_UITOFP:
    case PTOWSP_OP_ARITH_FPTOSI:
    case PTOWSP_OP_ARITH_FPTOUI:
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_TRUNCI:
      return true;
    default:
      return false;
  }
}

bool raise_cast(raise_t *r, ptowsp_op_t *op, raise_value_t *value) {
  ptowsp_type_t to = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, 0));
  if (value->deferred) { // 0 or 1
    if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTUI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_UITOFP))
      return raise_truth(r, ptowsp_op_operand(op, 0), 1, to, value);
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s of a condition",
                      ptowsp_op_name(op));
  }
  if (is_float(to, PTOWSP_FLOAT_F64) || is_float(from, PTOWSP_FLOAT_F64))
    return raise_fail(r, r->b.loc, false,
                      "this is computed in double, which the vector unit does not have; write "
                      "constants of float (0.1f) and functions of float (expf)");
  ptowsp_value_t *tile = converted(r, ptowsp_op_id(op), value->to, to);
  if (!tile)
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s from %s to %s",
                      ptowsp_op_name(op), raise_type_name(r, from), raise_type_name(r, to));
  value->to = tile;
  return true;
}

static ptowsp_op_id_t scalar_cast(ptowsp_type_t from, ptowsp_type_t to) {
  bool floats = ptowsp_type_is_float(from);
  if (!ptowsp_type_is_float(to)) return floats ? PTOWSP_OP_ARITH_FPTOSI : PTOWSP_OP_ARITH_EXTSI;
  if (!floats) return PTOWSP_OP_ARITH_SITOFP;
  return ptowsp_type_width(from) < ptowsp_type_width(to) ? PTOWSP_OP_ARITH_EXTF
                                                         : PTOWSP_OP_ARITH_TRUNCF;
}

bool raise_convert(raise_t *r, raise_value_t *value, ptowsp_type_t to) {
  ptowsp_type_t type = ptowsp_value_type(value->to);
  ptowsp_type_t from = raise_is_scalar(value) ? type : ptowsp_type_element(type);
  int64_t number = 0;
  if (from == to) return true;
  if (raise_is_scalar(value) && ptowsp_type_is_float(to) && ptowsp_type_is_integer(from) &&
      ptowsp_type_width(from) > 1 && ptowsp_value_constant(value->to, &number))
    value->to = raise_number(r, (double)number, to);
  else if (raise_is_scalar(value))
    value->to = ptowsp_build_cast(&r->b, scalar_cast(from, to), value->to, to);
  else
    value->to = cvt(r, value->to, to);
  return value->to != NULL;
}

bool raise_widen(raise_t *r, raise_value_t *value, ptowsp_type_t to, bool is_unsigned) {
  ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(value->to));
  if (from == to) return true;
  if (!ptowsp_type_is_i(to, 32) || ptowsp_type_width(from) < 8 || ptowsp_type_width(from) > 16)
    return false;
  value->to = widen(r, value->to, to, is_unsigned);
  return value->to != NULL;
}

ptowsp_value_t *raise_as_words(raise_t *r, ptowsp_value_t *tile) {
  if (!tile) return NULL;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(tile));
  if (ptowsp_type_width(element) == 32) return tile;
  if (ptowsp_type_is_float(element)) return cvt(r, tile, single(r));
  return cvt(r, small_to_float(r, tile, false), single(r));
}

ptowsp_value_t *raise_from_words(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t element) {
  if (!tile || ptowsp_type_width(element) == 32) return tile;
  if (ptowsp_type_is_float(element)) return cvt(r, tile, element);
  if (ptowsp_type_width(element) == 8) return cvt(r, cvt(r, tile, half(r)), element);
  return cvt(r, cvt(r, tile, ptowsp_type_i(r->context, 32)), element);
}

bool raise_comparable(raise_t *r, raise_value_t *value, bool unsigned_order) {
  // The outcome of a comparison has no tile yet.
  if (!value->to)
    return raise_fail(r, r->b.loc, false, "no tile instruction compares truth values");
  ptowsp_type_t type = ptowsp_value_type(value->to);
  ptowsp_type_t element = raise_is_scalar(value) ? type : ptowsp_type_element(type);
  if (is_float(element, PTOWSP_FLOAT_F32) || is_float(element, PTOWSP_FLOAT_F16)) return true;
  if (is_float(element, PTOWSP_FLOAT_BF16)) return raise_convert(r, value, single(r));
  bool narrow = ptowsp_type_is_i(element, 16) || ptowsp_type_is_i(element, 8);
  if (unsigned_order && narrow && !raise_is_scalar(value)) {
    value->to = small_to_float(r, value->to, true);
    return value->to != NULL;
  }
  int64_t number = 0;
  if (unsigned_order && narrow && ptowsp_value_constant(value->to, &number)) {
    unsigned width = ptowsp_type_width(element);
    number &= ((int64_t)1 << width) - 1;
    value->to = raise_number(r, (double)number, width == 8 ? half(r) : single(r));
    return true;
  }
  if (!unsigned_order && ptowsp_type_is_i(element, 16)) return raise_convert(r, value, single(r));
  if (!unsigned_order && ptowsp_type_is_i(element, 8)) return raise_convert(r, value, half(r));
  if (!ptowsp_type_is_i(element, 32))
    return raise_fail(r, r->b.loc, false, "no tile instruction compares elements of type %s",
                      raise_type_name(r, element));
  if (!unsigned_order) return true;
  // In the order of signed numbers, once the least of them is added.
  ptowsp_value_t *least = raise_number(r, -2147483648.0, element);
  if (raise_is_scalar(value))
    value->to = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_ADDI, value->to, least);
  else
    value->to =
        raise_tile_op(r, PTOWSP_OP_PTO_TADDS, type, (ptowsp_value_t *[]){value->to, least}, 2);
  return true;
}
