// Integer operations of the arith dialect on numbers.
#include "ptowsp/fold.h"

uint64_t ptowsp_zero_extend(int64_t value, unsigned width) {
  return width >= 64 ? (uint64_t)value : (uint64_t)value & ((UINT64_C(1) << width) - 1);
}

// Signed quotients; false where the operation is undefined.
static bool divide(ptowsp_op_id_t id, int64_t a, int64_t b, int64_t lowest, int64_t *out) {
  if (b == 0 || (b == -1 && a == lowest)) return false;
  int64_t quotient = a / b, rest = a % b;
  switch (id) {
    case PTOWSP_OP_ARITH_DIVSI:
      *out = quotient;
      return true;
    case PTOWSP_OP_ARITH_REMSI:
      *out = rest;
      return true;
    case PTOWSP_OP_ARITH_FLOORDIVSI:
      *out = quotient - (rest && (rest < 0) != (b < 0));
      return true;
    default:
      *out = quotient + (rest && (rest < 0) == (b < 0));
      return true;
  }
}

bool ptowsp_evaluate_integers(ptowsp_op_id_t id, int64_t a, int64_t b, unsigned width,
                              int64_t *out) {
  uint64_t ua = ptowsp_zero_extend(a, width), ub = ptowsp_zero_extend(b, width);
  if (width == 0) return false;
  switch (id) {
    case PTOWSP_OP_ARITH_ADDI:
      *out = (int64_t)((uint64_t)a + (uint64_t)b);
      return true;
    case PTOWSP_OP_ARITH_SUBI:
      *out = (int64_t)((uint64_t)a - (uint64_t)b);
      return true;
    case PTOWSP_OP_ARITH_MULI:
      *out = (int64_t)((uint64_t)a * (uint64_t)b);
      return true;
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
      return divide(id, a, b, width >= 64 ? INT64_MIN : -(INT64_C(1) << (width - 1)), out);
    case PTOWSP_OP_ARITH_DIVUI:
      return ub ? (*out = (int64_t)(ua / ub), true) : false;
    case PTOWSP_OP_ARITH_REMUI:
      return ub ? (*out = (int64_t)(ua % ub), true) : false;
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return ub ? (*out = (int64_t)(ua / ub + (ua % ub != 0)), true) : false;
    case PTOWSP_OP_ARITH_ANDI:
      *out = a & b;
      return true;
    case PTOWSP_OP_ARITH_ORI:
      *out = a | b;
      return true;
    case PTOWSP_OP_ARITH_XORI:
      *out = a ^ b;
      return true;
    case PTOWSP_OP_ARITH_SHLI:
      return ub < width ? (*out = (int64_t)(ua << ub), true) : false;
    case PTOWSP_OP_ARITH_SHRUI:
      return ub < width ? (*out = (int64_t)(ua >> ub), true) : false;
    case PTOWSP_OP_ARITH_SHRSI:
      return ub < width ? (*out = a >> ub, true) : false;
    case PTOWSP_OP_ARITH_MAXSI:
      *out = a > b ? a : b;
      return true;
    case PTOWSP_OP_ARITH_MINSI:
      *out = a < b ? a : b;
      return true;
    case PTOWSP_OP_ARITH_MAXUI:
      *out = ua > ub ? a : b;
      return true;
    case PTOWSP_OP_ARITH_MINUI:
      *out = ua < ub ? a : b;
      return true;
    default:
      return false;
  }
}

bool ptowsp_evaluate_comparison(int64_t predicate, int64_t a, int64_t b, unsigned width) {
  uint64_t ua = ptowsp_zero_extend(a, width), ub = ptowsp_zero_extend(b, width);
  switch (predicate) {
    case PTOWSP_CMPI_EQ:
      return a == b;
    case PTOWSP_CMPI_NE:
      return a != b;
    case PTOWSP_CMPI_SLT:
      return a < b;
    case PTOWSP_CMPI_SLE:
      return a <= b;
    case PTOWSP_CMPI_SGT:
      return a > b;
    case PTOWSP_CMPI_SGE:
      return a >= b;
    case PTOWSP_CMPI_ULT:
      return ua < ub;
    case PTOWSP_CMPI_ULE:
      return ua <= ub;
    case PTOWSP_CMPI_UGT:
      return ua > ub;
    default:
      return ua >= ub;
  }
}
