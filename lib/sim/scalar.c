// Integer and float arithmetic on slots, with the semantics of the arith dialect.
#include "scalar.h"

#include <math.h>

#include "ptowsp/fold.h"

static int64_t wrap(uint64_t value, unsigned width) {
  return ptowsp_sign_extend((int64_t)value, width);
}

// What the C library computes, in float where that is the type: as the serial program does.
static double elementary(unsigned id, bool is_single, double x, double y) {
  switch (id) {
#define CALL_1(NAME) return is_single ? (double)NAME##f((float)x) : NAME(x);
#define CALL_2(NAME) return is_single ? (double)NAME##f((float)x, (float)y) : NAME(x, y);
#define ELEMENTARY(ID, OPERANDS, NAME) \
  case PTOWSP_OP_##ID:                 \
    CALL_##OPERANDS(NAME)
#include "ptowsp/elementary.def"
    default:
      return x;
  }
}

static bool is_elementary(unsigned id) {
  switch (id) {
#define ELEMENTARY(ID, OPERANDS, NAME) case PTOWSP_OP_##ID:
#include "ptowsp/elementary.def"
    return true;
    default:
      return false;
  }
}

static int64_t float_step(const step_t *s, int64_t a, int64_t b) {
  ptowsp_float_kind_t to = (ptowsp_float_kind_t)s->flag;
  if (s->kind == PTOWSP_OP_ARITH_SITOFP) return (int64_t)ptowsp_float_encode(to, (double)a);
  if (s->kind == PTOWSP_OP_ARITH_UITOFP)
    return (int64_t)ptowsp_float_encode(to, (double)ptowsp_zero_extend(a, s->width));
  ptowsp_float_kind_t from = (ptowsp_float_kind_t)s->format;
  uint64_t ua = ptowsp_zero_extend(a, s->width);
  double x = ptowsp_float_decode(from, ua), y = 0;
  switch (s->kind) {
    case PTOWSP_OP_ARITH_NEGF:
      x = -x;
      break;
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF:
      break;
    default:
      y = ptowsp_float_decode(from, ptowsp_zero_extend(b, s->width));
  }
  if (is_elementary(s->kind)) x = elementary(s->kind, from != PTOWSP_FLOAT_F64, x, y);
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
         id == PTOWSP_OP_ARITH_UITOFP || is_elementary(id);
}

// Floats in, an integer out: a comparison, or a conversion, undefined beyond the type.
static bool from_float_step(const step_t *s, const int64_t *slots, int64_t *out) {
  ptowsp_float_kind_t kind = (ptowsp_float_kind_t)s->format;
  double x = ptowsp_float_decode(kind, ptowsp_zero_extend(slots[s->a], s->width));
  if (s->kind == PTOWSP_OP_ARITH_CMPF) {
    double y = ptowsp_float_decode(kind, ptowsp_zero_extend(slots[s->b], s->width));
    *out = -(int64_t)ptowsp_evaluate_float_comparison(s->other, x, y); // i1: 0 or -1
    return true;
  }
  bool is_signed = s->kind == PTOWSP_OP_ARITH_FPTOSI;
  double whole = trunc(x), end = ldexp(1, is_signed ? s->other - 1 : s->other);
  if (!(whole < end && whole >= (is_signed ? -end : 0))) return false;
  *out = wrap(whole < 0 ? (uint64_t)(int64_t)whole : (uint64_t)whole, s->other);
  return true;
}

static bool integer_step(const step_t *s, const int64_t *slots, int64_t *out) {
  int64_t a = slots[s->a], b = slots[s->b];
  switch (s->kind) {
    case PTOWSP_OP_ARITH_CMPI:
      *out = -(int64_t)ptowsp_evaluate_comparison(s->other, a, b, s->width); // i1: 0 or -1
      return true;
    case PTOWSP_OP_ARITH_SELECT:
      *out = a ? b : slots[s->c];
      break;
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
      *out = (int64_t)ptowsp_zero_extend(a, s->width);
      break;
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_TRUNCI:
    case PTOWSP_OP_ARITH_INDEX_CAST:
      *out = a;
      break;
    default:
      if (!ptowsp_evaluate_integers((ptowsp_op_id_t)s->kind, a, b, s->width, out)) return false;
  }
  *out = wrap((uint64_t)*out, s->other);
  return true;
}

bool ptowsp_scalar_step(const step_t *s, int64_t *slots) {
  if (s->kind == PTOWSP_OP_ARITH_CMPF || s->kind == PTOWSP_OP_ARITH_FPTOSI ||
      s->kind == PTOWSP_OP_ARITH_FPTOUI)
    return from_float_step(s, slots, &slots[s->dst]);
  if (!is_float_step(s->kind)) return integer_step(s, slots, &slots[s->dst]);
  slots[s->dst] = float_step(s, slots[s->a], slots[s->b]);
  return true;
}
