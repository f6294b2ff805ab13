// Folding of tile instructions: those whose result is an operand to the last bit.
#include <math.h>

#include "fold_internal.h"

// Whether the scalar changes nothing: + -0.0, - 0.0, * 1, / 1, and the integers' likewise.
static bool is_neutral(ptowsp_op_id_t id, ptowsp_attr_t scalar) {
  bool real = fold_is_kind(scalar, PTOWSP_ATTR_FLOAT);
  double value = real ? ptowsp_attr_float_value(scalar) : 0;
  switch (id) {
    case PTOWSP_OP_PTO_TADDS:
      return real ? value == 0 && signbit(value) : fold_is_int(scalar, 0);
    case PTOWSP_OP_PTO_TSUBS:
      return real ? value == 0 && !signbit(value) : fold_is_int(scalar, 0);
    case PTOWSP_OP_PTO_TMULS:
    case PTOWSP_OP_PTO_TDIVS:
      return real ? value == 1 : fold_is_int(scalar, 1);
    case PTOWSP_OP_PTO_TORS:
    case PTOWSP_OP_PTO_TXORS:
    case PTOWSP_OP_PTO_TSHLS:
    case PTOWSP_OP_PTO_TSHRS:
      return fold_is_int(scalar, 0);
    case PTOWSP_OP_PTO_TANDS:
      return fold_is_int(scalar, -1);
    default:
      return false;
  }
}

// Whether no element of the tile is below zero, and none of its zeros has a sign.
static bool is_rectified(const ptowsp_value_t *x) {
  static const ptowsp_op_id_t ids[] = {PTOWSP_OP_PTO_TRELU, PTOWSP_OP_PTO_TSUBRELU,
                                       PTOWSP_OP_PTO_TFUSEDMULADDRELU};
  for (size_t i = 0; i < PTOWSP_COUNTOF(ids); i++)
    if (fold_made_by(x, ids[i])) return true;
  return false;
}

// An operation on what the same operation made.
static bool fold_twice(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *x = op->operands[0].value;
  ptowsp_op_t *inner = fold_made_by(x, ptowsp_op_id(op));
  if (!inner) return false;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TNEG:
    case PTOWSP_OP_PTO_TNOT:
      return out->value = ptowsp_op_operand(inner, 0), true;
    case PTOWSP_OP_PTO_TABS:
      return out->value = x, true;
    case PTOWSP_OP_PTO_TTRANS:
    case PTOWSP_OP_PTO_TRESHAPE:
      if (ptowsp_op_operand(inner, 0)->type != op->results[0].type) return false;
      return out->value = ptowsp_op_operand(inner, 0), true;
    default:
      return false;
  }
}

// A conversion to the type it has, or of what was widened back to where it came from.
static bool fold_conversion(ptowsp_op_t *op, ptowsp_fold_t *out) {
  ptowsp_value_t *x = op->operands[0].value;
  ptowsp_type_t to = op->results[0].type;
  if (ptowsp_op_attr(op, "rounding")) return false;
  if (x->type == to) return out->value = x, true;
  ptowsp_op_t *inner = fold_made_by(x, PTOWSP_OP_PTO_TCVT);
  if (!inner || ptowsp_op_operand(inner, 0)->type != to || ptowsp_op_attr(inner, "rounding"))
    return false;
  // Every number of 16 bits is one of f32, and every f16 or bf16.
  ptowsp_type_t between = ptowsp_type_element(x->type), end = ptowsp_type_element(to);
  bool wider = ptowsp_type_is_float(between) && ptowsp_type_width(between) == 32 &&
               ptowsp_type_width(end) <= 16;
  return wider ? (out->value = ptowsp_op_operand(inner, 0), true) : false;
}

bool fold_tile(ptowsp_op_t *op, ptowsp_fold_t *out) {
  // A planned tile's place may be another's after its last reader: nothing may read it longer.
  if (op->operand_count == 0 || ptowsp_op_attr(op, "addr")) return false;
  ptowsp_value_t *x = op->operands[0].value;
  ptowsp_value_t *y = op->operand_count > 1 ? op->operands[1].value : NULL;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TCVT:
      return fold_conversion(op, out);
    case PTOWSP_OP_PTO_TRESHAPE:
      if (x->type == op->results[0].type) return out->value = x, true;
      return fold_twice(op, out);
    case PTOWSP_OP_PTO_TRELU:
      return is_rectified(x) ? (out->value = x, true) : false;
    case PTOWSP_OP_PTO_TROWPROD: // of one column
      return x->type == op->results[0].type ? (out->value = x, true) : false;
    case PTOWSP_OP_PTO_TAND:
    case PTOWSP_OP_PTO_TOR:
    case PTOWSP_OP_PTO_TMAX:
    case PTOWSP_OP_PTO_TMIN:
      return x == y ? (out->value = x, true) : false;
    case PTOWSP_OP_PTO_TSEL:
      return y == op->operands[2].value ? (out->value = y, true) : false;
    default:
      if (y && is_neutral(ptowsp_op_id(op), ptowsp_value_constant_attr(y)))
        return out->value = x, true;
      return fold_twice(op, out);
  }
}
