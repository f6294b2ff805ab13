// Division of 32-bit integers, which the vector unit does not have: the quotient of singles, made
// exact by what it leaves.
//
//   %0 = arith.divsi %x, %d     →     q = (int)((float)x / (float)d)      off by |q| / 2^22 and one
//                                     r = x - q * d                       at most |d| + 512
//                                     q += (int)((float)r / (float)d)     off by one
//                                     and r, brought into 0 .. |d| - 1
//
// Quotients round down first; of a negative dividend they then go towards zero. Products and
// differences wrap around and so are right as soon as what they stand for fits.
#include "wsp_raise_loops.h"

static ptowsp_value_t *op2(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (!x || !y) return NULL;
  return raise_tile_op(r, id, ptowsp_value_type(x), (ptowsp_value_t *[]){x, y}, 2);
}

static ptowsp_type_t single(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F32); }
static ptowsp_type_t word(raise_t *r) { return ptowsp_type_i(r->context, 32); }

static ptowsp_value_t *with_number(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x,
                                   double number) {
  if (!x) return NULL;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(x));
  return op2(r, id, x, raise_number(r, number, element));
}

static ptowsp_value_t *fill(raise_t *r, ptowsp_value_t *like, double number) {
  if (!like) return NULL;
  ptowsp_type_t type = ptowsp_value_type(like);
  ptowsp_value_t *scalar = raise_number(r, number, ptowsp_type_element(type));
  return raise_tile_op(r, PTOWSP_OP_PTO_TEXPANDS, type, &scalar, 1);
}

static ptowsp_value_t *cvt(raise_t *r, ptowsp_value_t *x, ptowsp_type_t element) {
  raise_value_t value = {.to = x};
  return x && raise_convert(r, &value, element) ? value.to : NULL;
}

// -1 where a number is negative, else 0.
static ptowsp_value_t *sign(raise_t *r, ptowsp_value_t *x) {
  enum { BITS = 31 };
  return op2(r, PTOWSP_OP_PTO_TSHR, x, fill(r, x, BITS));
}

// A divisor: a number, or a tile.
typedef struct {
  ptowsp_value_t *tile; // its magnitude; NULL: a number
  int64_t number;
} divisor_t;

static ptowsp_value_t *times(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  if (d->tile) return op2(r, PTOWSP_OP_PTO_TMUL, x, d->tile);
  return with_number(r, PTOWSP_OP_PTO_TMULS, x, (double)d->number);
}

static ptowsp_value_t *minus(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  if (d->tile) return op2(r, PTOWSP_OP_PTO_TSUB, x, d->tile);
  return with_number(r, PTOWSP_OP_PTO_TADDS, x, -(double)d->number);
}

typedef struct {
  ptowsp_value_t *quotient, *rest;
} parts_t;

// Moves what is counted by -1 (or 1 for each) from one to the other: quotient += by, rest -= by *
// d.
static void move(raise_t *r, parts_t *p, ptowsp_value_t *by, const divisor_t *d) {
  p->quotient = op2(r, PTOWSP_OP_PTO_TADD, p->quotient, by);
  p->rest = op2(r, PTOWSP_OP_PTO_TSUB, p->rest, times(r, by, d));
}

// The quotient of singles.
static ptowsp_value_t *estimate(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  const double most = 2147483520.0; // that a single holds below 2^31
  ptowsp_value_t *dividend = cvt(r, x, single(r)), *quotient;
  if (d->tile)
    quotient = op2(r, PTOWSP_OP_PTO_TDIV, dividend, cvt(r, d->tile, single(r)));
  else
    quotient = with_number(r, PTOWSP_OP_PTO_TDIVS, dividend, (double)d->number);
  return cvt(r, with_number(r, PTOWSP_OP_PTO_TMINS, quotient, most), word(r));
}

// Subtracts the divisor once where the rest is not less.
static void take_last(raise_t *r, parts_t *p, const divisor_t *d) {
  ptowsp_value_t *less = sign(r, minus(r, p->rest, d));
  move(r, p, with_number(r, PTOWSP_OP_PTO_TADDS, less, 1), d);
}

// Rounds down; the divisor is positive.
static parts_t divide_down(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  parts_t p = {estimate(r, x, d), NULL};
  p.rest = op2(r, PTOWSP_OP_PTO_TSUB, x, times(r, p.quotient, d));
  if (p.rest) move(r, &p, estimate(r, p.rest, d), d);
  for (int i = 0; i < 2; i++) move(r, &p, sign(r, p.rest), d);
  take_last(r, &p, d);
  return p;
}

// Towards zero.
static parts_t divide_signed(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  parts_t p = divide_down(r, x, d);
  if (!p.rest) return p;
  ptowsp_value_t *some =
      sign(r, raise_tile_op(r, PTOWSP_OP_PTO_TNEG, ptowsp_value_type(x), &p.rest, 1));
  move(r, &p, op2(r, PTOWSP_OP_PTO_TMUL, sign(r, x), some), d);
  return p;
}

// By halves, whose sign is free.
static parts_t divide_unsigned(raise_t *r, ptowsp_value_t *x, const divisor_t *d) {
  parts_t p = {NULL, NULL};
  raise_value_t half = {.to = x}, one = {.to = fill(r, x, 1)};
  if (!raise_bits(r, PTOWSP_OP_ARITH_SHRUI, &half, &one, word(r), &half)) return p;
  p = divide_down(r, half.to, d);
  p.quotient = with_number(r, PTOWSP_OP_PTO_TMULS, p.quotient, 2);
  p.rest = op2(r, PTOWSP_OP_PTO_TSUB, x, times(r, p.quotient, d));
  take_last(r, &p, d);
  return p;
}

// A tile divided by a tile. The least number has no magnitude; only itself is as great.
static parts_t divide_by_tile(raise_t *r, ptowsp_value_t *x, ptowsp_value_t *y) {
  const double least = -2147483648.0;
  ptowsp_type_t type = ptowsp_value_type(x);
  parts_t p = {NULL, NULL};
  ptowsp_value_t *sides = sign(r, y); // -1 or 0; then -1 or 1
  sides = with_number(r, PTOWSP_OP_PTO_TMULS, sides, 2);
  sides = with_number(r, PTOWSP_OP_PTO_TADDS, sides, 1);
  divisor_t d = {op2(r, PTOWSP_OP_PTO_TMUL, y, sides), 0};
  if (!d.tile) return p;
  p = divide_signed(r, x, &d);
  p.quotient = op2(r, PTOWSP_OP_PTO_TMUL, p.quotient, sides);
  if (!p.quotient || !p.rest) return p;
  ptowsp_value_t *number = raise_number(r, least, word(r)), *zero = fill(r, x, 0);
  ptowsp_value_t *edge = raise_compare(r, PTOWSP_TCMP_EQ, y, number),
                 *same = raise_compare(r, PTOWSP_TCMP_EQ, x, y);
  ptowsp_value_t *one = fill(r, x, 1);
  if (!edge || !same || !zero || !one) return (parts_t){NULL, NULL};
  ptowsp_value_t *quotient =
      raise_tile_op(r, PTOWSP_OP_PTO_TSEL, type, (ptowsp_value_t *[]){same, one, zero}, 3);
  ptowsp_value_t *rest =
      raise_tile_op(r, PTOWSP_OP_PTO_TSEL, type, (ptowsp_value_t *[]){same, zero, x}, 3);
  p.quotient = raise_tile_op(r, PTOWSP_OP_PTO_TSEL, type,
                             (ptowsp_value_t *[]){edge, quotient, p.quotient}, 3);
  p.rest = raise_tile_op(r, PTOWSP_OP_PTO_TSEL, type, (ptowsp_value_t *[]){edge, rest, p.rest}, 3);
  return p;
}

// By a number of 2^31 and more, as an unsigned one: once or not at all.
static parts_t divide_once(raise_t *r, ptowsp_value_t *x, int64_t number) {
  enum { LT = 2, GE = 5 };
  parts_t p = {NULL, NULL};
  // Read as signed, such numbers are the negative ones, in the same order.
  const divisor_t d = {NULL, (int32_t)(uint32_t)number};
  ptowsp_value_t *limit = raise_number(r, (double)d.number, word(r));
  ptowsp_value_t *large = raise_compare(r, LT, x, raise_number(r, 0, word(r)));
  ptowsp_value_t *mask = op2(r, PTOWSP_OP_PTO_TAND, large, raise_compare(r, GE, x, limit));
  ptowsp_value_t *one = fill(r, x, 1), *zero = fill(r, x, 0);
  if (!mask || !one || !zero) return p;
  p.quotient = raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(x),
                             (ptowsp_value_t *[]){mask, one, zero}, 3);
  p.rest = op2(r, PTOWSP_OP_PTO_TSUB, x, times(r, p.quotient, &d));
  return p;
}

static parts_t divide_by_number(raise_t *r, ptowsp_value_t *x, int64_t number, bool is_signed) {
  if (!is_signed) number = (int64_t)(uint32_t)number;
  if (!is_signed && number > INT32_MAX) return divide_once(r, x, number);
  divisor_t d = {NULL, number < 0 ? -number : number};
  if (!is_signed) return divide_unsigned(r, x, &d);
  if (number == INT32_MIN) return divide_by_tile(r, x, fill(r, x, (double)number));
  parts_t p = divide_signed(r, x, &d);
  if (number < 0 && p.quotient)
    p.quotient = raise_tile_op(r, PTOWSP_OP_PTO_TNEG, ptowsp_value_type(x), &p.quotient, 1);
  return p;
}

bool raise_divide(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                  raise_value_t *out_value) {
  bool is_signed = id == PTOWSP_OP_ARITH_DIVSI || id == PTOWSP_OP_ARITH_REMSI;
  bool remainder = id == PTOWSP_OP_ARITH_REMSI || id == PTOWSP_OP_ARITH_REMUI;
  raise_value_t value = {0};
  int64_t number = 0;
  parts_t p;
  if (raise_is_scalar(x) && raise_is_scalar(y))
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s of a loop's variable",
                      ptowsp_op_info_by_id(id)->name);
  if (!raise_join(r, x, y, &value.row, &value.col)) return false;
  bool constant = raise_is_scalar(y) && ptowsp_value_constant(y->to, &number);
  if (constant && number == 0) return raise_fail(r, r->b.loc, false, "this divides by zero");
  if (!constant && !is_signed)
    return raise_fail(r, r->b.loc, false,
                      "no tile instruction for %s by a divisor that varies: of unsigned integers; "
                      "write it with int32_t where they are small enough",
                      ptowsp_op_info_by_id(id)->name);
  ptowsp_value_t *a = raise_expand(r, x, word(r), value.row, value.col);
  ptowsp_value_t *b = a && !constant ? raise_expand(r, y, word(r), value.row, value.col) : NULL;
  if (!a || (!constant && !b)) return false;
  p = constant ? divide_by_number(r, a, number, is_signed) : divide_by_tile(r, a, b);
  value.to = remainder ? p.rest : p.quotient;
  *out_value = value;
  return value.to != NULL;
}
