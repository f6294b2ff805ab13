// Integer and float arithmetic on slots, with the semantics of the arith dialect.
#include "scalar.h"

static int64_t wrap(uint64_t value, unsigned width) {
  if (width >= 64) return (int64_t)value;
  uint64_t sign = UINT64_C(1) << (width - 1);
  value &= (sign << 1) - 1;
  return (int64_t)((value ^ sign) - sign);
}

static uint64_t zero_extended(int64_t value, unsigned width) {
  return width >= 64 ? (uint64_t)value : (uint64_t)value & ((UINT64_C(1) << width) - 1);
}

static bool compare(unsigned predicate, int64_t a, int64_t b, uint64_t ua, uint64_t ub) {
  switch (predicate) {
    case 0:
      return a == b;
    case 1:
      return a != b;
    case 2:
      return a < b;
    case 3:
      return a <= b;
    case 4:
      return a > b;
    case 5:
      return a >= b;
    case 6:
      return ua < ub;
    case 7:
      return ua <= ub;
    case 8:
      return ua > ub;
    default:
      return ua >= ub;
  }
}

// The most negative number over -1 wraps, as in two's complement; C leaves it undefined.
static int64_t quotient(int64_t a, int64_t b) {
  return b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

static int64_t divide(unsigned id, int64_t a, int64_t b, uint64_t ua, uint64_t ub) {
  int64_t q = quotient(a, b);
  bool exact = b == -1 || a % b == 0;
  switch (id) {
    case PTOWSP_OP_ARITH_DIVSI:
      return q;
    case PTOWSP_OP_ARITH_REMSI:
      return b == -1 ? 0 : a % b;
    case PTOWSP_OP_ARITH_FLOORDIVSI:
      return q - (!exact && (a < 0) != (b < 0));
    case PTOWSP_OP_ARITH_CEILDIVSI:
      return q + (!exact && (a < 0) == (b < 0));
    case PTOWSP_OP_ARITH_DIVUI:
      return (int64_t)(ua / ub);
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return (int64_t)(ua / ub + (ua % ub != 0));
    default:
      return (int64_t)(ua % ub);
  }
}

static bool is_division(unsigned id) {
  return id == PTOWSP_OP_ARITH_DIVSI || id == PTOWSP_OP_ARITH_DIVUI ||
         id == PTOWSP_OP_ARITH_REMSI || id == PTOWSP_OP_ARITH_REMUI ||
         id == PTOWSP_OP_ARITH_FLOORDIVSI || id == PTOWSP_OP_ARITH_CEILDIVSI ||
         id == PTOWSP_OP_ARITH_CEILDIVUI;
}

// A shift by the width or more has no defined result in the dialect: zeros or signs here.
static int64_t shift(unsigned id, int64_t a, uint64_t ua, uint64_t by, unsigned width) {
  if (id == PTOWSP_OP_ARITH_SHRSI) return a >> (by < 63 ? by : 63);
  if (by >= width) return 0;
  return (int64_t)(id == PTOWSP_OP_ARITH_SHLI ? ua << by : ua >> by);
}

static int64_t integer_step(const step_t *s, int64_t a, int64_t b, int64_t c) {
  uint64_t ua = zero_extended(a, s->width), ub = zero_extended(b, s->width);
  switch (s->kind) {
    case PTOWSP_OP_ARITH_ADDI:
      return (int64_t)(ua + ub);
    case PTOWSP_OP_ARITH_SUBI:
      return (int64_t)(ua - ub);
    case PTOWSP_OP_ARITH_MULI:
      return (int64_t)(ua * ub);
    case PTOWSP_OP_ARITH_ANDI:
      return a & b;
    case PTOWSP_OP_ARITH_ORI:
      return a | b;
    case PTOWSP_OP_ARITH_XORI:
      return a ^ b;
    case PTOWSP_OP_ARITH_MAXSI:
      return a > b ? a : b;
    case PTOWSP_OP_ARITH_MINSI:
      return a < b ? a : b;
    case PTOWSP_OP_ARITH_MAXUI:
      return ua > ub ? a : b;
    case PTOWSP_OP_ARITH_MINUI:
      return ua < ub ? a : b;
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRUI:
    case PTOWSP_OP_ARITH_SHRSI:
      return shift(s->kind, a, ua, ub, s->width);
    case PTOWSP_OP_ARITH_SELECT:
      return a ? b : c;
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
      return (int64_t)ua;
    default:
      return a; // extsi, index_cast, trunci: the result's width does the rest
  }
}

static int64_t float_step(const step_t *s, int64_t a, int64_t b) {
  ptowsp_float_kind_t to = (ptowsp_float_kind_t)s->flag;
  if (s->kind == PTOWSP_OP_ARITH_SITOFP) return (int64_t)ptowsp_float_encode(to, (double)a);
  if (s->kind == PTOWSP_OP_ARITH_UITOFP)
    return (int64_t)ptowsp_float_encode(to, (double)zero_extended(a, s->width));
  ptowsp_float_kind_t from = (ptowsp_float_kind_t)s->format;
  uint64_t ua = zero_extended(a, s->width);
  double x = ptowsp_float_decode(from, ua), y = 0;
  switch (s->kind) {
    case PTOWSP_OP_ARITH_NEGF:
      x = -x;
      break;
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF:
      break;
    default:
      y = ptowsp_float_decode(from, zero_extended(b, s->width));
  }
  // One operation in double, rounded once more, is what the narrower format rounds to.
  if (s->kind == PTOWSP_OP_ARITH_ADDF) x += y;
  if (s->kind == PTOWSP_OP_ARITH_SUBF) x -= y;
  if (s->kind == PTOWSP_OP_ARITH_MULF) x *= y;
  if (s->kind == PTOWSP_OP_ARITH_DIVF) x /= y;
  return (int64_t)ptowsp_float_encode(to, x);
}

static bool is_float_step(unsigned id) {
  return id == PTOWSP_OP_ARITH_ADDF || id == PTOWSP_OP_ARITH_SUBF || id == PTOWSP_OP_ARITH_MULF ||
         id == PTOWSP_OP_ARITH_DIVF || id == PTOWSP_OP_ARITH_NEGF || id == PTOWSP_OP_ARITH_EXTF ||
         id == PTOWSP_OP_ARITH_TRUNCF || id == PTOWSP_OP_ARITH_SITOFP ||
         id == PTOWSP_OP_ARITH_UITOFP;
}

bool ptowsp_scalar_step(const step_t *s, int64_t *slots) {
  int64_t a = slots[s->a], b = slots[s->b];
  if (is_float_step(s->kind)) {
    slots[s->dst] = float_step(s, a, b);
    return true;
  }
  uint64_t ua = zero_extended(a, s->width), ub = zero_extended(b, s->width);
  if (s->kind == PTOWSP_OP_ARITH_CMPI) {
    slots[s->dst] = -(int64_t)compare(s->other, a, b, ua, ub); // i1: 0 or -1
    return true;
  }
  int64_t result;
  if (is_division(s->kind)) {
    if (ub == 0) return false;
    result = divide(s->kind, a, b, ua, ub);
  } else {
    result = integer_step(s, a, b, slots[s->c]);
  }
  slots[s->dst] = wrap((uint64_t)result, s->other);
  return true;
}
