// Reductions of 32-bit integers.
//
// The vector unit reduces singles alone, so raised code reduces the halves of the integers: with
// hi = x >> k and lo = x - (hi << k), both singles hold them exactly,
//
//   sum(x) = (sum(hi) << k) + sum(lo)
//   max(x) = (max(hi) << k) + max(hi == max(hi) ? lo : less than any lo)
//
// and min(x) likewise. The match is of the whole, sums only as far as none rounds: the host then
// reduces x itself, and nothing in between is computed.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

static ptowsp_op_t *made_by(const ptowsp_value_t *value, ptowsp_op_id_t id) {
  ptowsp_op_t *op = value ? ptowsp_value_op(value) : NULL;
  return op && ptowsp_op_is(op, id) ? op : NULL;
}

static ptowsp_value_t *operand(ptowsp_op_t *op, size_t i) {
  return op ? ptowsp_op_operand(op, i) : NULL;
}

static ptowsp_type_t element_of(const ptowsp_value_t *value) {
  return ptowsp_type_element(ptowsp_value_type(value));
}

static bool is_single(ptowsp_type_t type) {
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F32;
}

// What a plain conversion of an i32 tile to f32 (or back) converts.
static ptowsp_value_t *converted(const ptowsp_value_t *value, bool to_single) {
  ptowsp_op_t *op = made_by(value, PTOWSP_OP_PTO_TCVT);
  if (!op || ptowsp_op_attr(op, "rounding")) return NULL;
  ptowsp_type_t integer = element_of(to_single ? operand(op, 0) : value);
  ptowsp_type_t single = element_of(to_single ? value : operand(op, 0));
  return ptowsp_type_is_i(integer, 32) && is_single(single) ? operand(op, 0) : NULL;
}

static const ptowsp_value_t *behind_reshape(const ptowsp_value_t *value) {
  ptowsp_op_t *op = made_by(value, PTOWSP_OP_PTO_TRESHAPE);
  return op && element_of(operand(op, 0)) == element_of(value) ? operand(op, 0) : value;
}

// The reduction whose singles are taken back to integers here.
static ptowsp_op_t *reduction_of(const ptowsp_value_t *value) {
  value = converted(behind_reshape(value), false);
  ptowsp_op_t *op = value ? ptowsp_value_op(behind_reshape(value)) : NULL;
  const ptowsp_lowering_t *row = op ? ptowsp_lowering_of(ptowsp_op_id(op)) : NULL;
  bool reduces =
      row && (row->lower == ptowsp_lower_row_reduce || row->lower == ptowsp_lower_col_reduce);
  return reduces ? op : NULL;
}

typedef struct {
  ptowsp_value_t *x;
  const ptowsp_value_t *high; // hi as singles
  int64_t shift;
  ptowsp_op_t *reduction; // of hi
} halves_t;

// value << shift.
static ptowsp_value_t *shifted(const ptowsp_value_t *value, ptowsp_op_id_t id, int64_t *out_shift) {
  ptowsp_op_t *op = made_by(value, id);
  return op && ptowsp_value_constant(operand(op, 1), out_shift) ? operand(op, 0) : NULL;
}

// hi, as singles: fills in what it is of.
static bool match_high(halves_t *h) {
  int64_t shift;
  h->high = operand(h->reduction, 0);
  h->x = shifted(converted(h->high, true), PTOWSP_OP_PTO_TSHRS, &shift);
  return h->x && shift == h->shift && shift > 0 && shift < 31;
}

// lo as singles.
static bool is_low(const ptowsp_value_t *value, const halves_t *h) {
  int64_t shift;
  ptowsp_op_t *minus = made_by(converted(value, true), PTOWSP_OP_PTO_TSUB);
  const ptowsp_value_t *back =
      minus ? shifted(operand(minus, 1), PTOWSP_OP_PTO_TSHLS, &shift) : NULL;
  return back && shift == h->shift && operand(minus, 0) == h->x && back == converted(h->high, true);
}

static bool is_number_beyond(const ptowsp_value_t *value, const halves_t *h, bool least) {
  ptowsp_op_t *fill = made_by(value, PTOWSP_OP_PTO_TEXPANDS);
  ptowsp_op_t *constant = fill ? made_by(operand(fill, 0), PTOWSP_OP_ARITH_CONSTANT) : NULL;
  ptowsp_attr_t attr = constant ? ptowsp_op_attr(constant, "value") : NULL;
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_FLOAT) return false;
  double number = ptowsp_attr_float_value(attr), most = (double)((INT64_C(1) << h->shift) - 1);
  return least ? number <= 0 : number >= most;
}

// hi == max(hi) ? lo : a number that is no better than any lo.
static bool is_chosen_low(const ptowsp_value_t *value, const halves_t *h, bool least) {
  ptowsp_op_t *select = made_by(value, PTOWSP_OP_PTO_TSEL);
  ptowsp_op_t *mask = select ? made_by(operand(select, 0), PTOWSP_OP_PTO_TCMP) : NULL;
  if (!mask || ptowsp_op_attr_int(mask, "predicate", -1) != PTOWSP_TCMP_EQ ||
      operand(mask, 0) != h->high)
    return false;
  ptowsp_op_t *expand = ptowsp_value_op(operand(mask, 1));
  bool across = expand && (ptowsp_op_is(expand, PTOWSP_OP_PTO_TROWEXPAND) ||
                           ptowsp_op_is(expand, PTOWSP_OP_PTO_TCOLEXPAND));
  return across && behind_reshape(operand(expand, 0)) == ptowsp_op_result(h->reduction, 0) &&
         is_low(operand(select, 1), h) && is_number_beyond(operand(select, 2), h, least);
}

// Whether no sum of halves rounds.
static bool sums_are_exact(const halves_t *h, bool rows) {
  enum { EXACT = 1 << 24 };
  int64_t count = ptowsp_type_shape(ptowsp_value_type(h->x))[rows ? 1 : 0];
  return h->shift < 31 && count << h->shift <= EXACT && count << (31 - h->shift) <= EXACT;
}

static bool match(ptowsp_op_t *sum, size_t first, halves_t *h) {
  ptowsp_op_t *low = reduction_of(operand(sum, first));
  ptowsp_value_t *line = shifted(operand(sum, 1 - first), PTOWSP_OP_PTO_TSHLS, &h->shift);
  h->reduction = line ? reduction_of(line) : NULL;
  if (!low || !h->reduction || ptowsp_op_id(low) != ptowsp_op_id(h->reduction) || !match_high(h))
    return false;
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(low));
  if (row->what == PTOWSP_ARITH_ADD)
    return is_low(operand(low, 0), h) && sums_are_exact(h, row->lower == ptowsp_lower_row_reduce);
  bool extreme = row->what == PTOWSP_ARITH_MAX || row->what == PTOWSP_ARITH_MIN;
  return extreme && is_chosen_low(operand(low, 0), h, row->what == PTOWSP_ARITH_MAX);
}

ptowsp_op_t *ptowsp_halves_reduction(ptowsp_op_t *op, ptowsp_value_t **out_x) {
  if (!ptowsp_op_is(op, PTOWSP_OP_PTO_TADD)) return NULL;
  for (size_t i = 0; i < 2; i++) {
    halves_t h = {0};
    if (!match(op, i, &h)) continue;
    ptowsp_op_t *made = ptowsp_value_op(h.x);
    const int64_t *line = ptowsp_type_shape(ptowsp_value_type(ptowsp_op_result(op, 0)));
    const int64_t *reduced = ptowsp_type_shape(ptowsp_value_type(ptowsp_op_result(h.reduction, 0)));
    if (!made || ptowsp_op_block(made) != ptowsp_op_block(op) ||
        line[0] * line[1] != reduced[0] * reduced[1])
      continue;
    *out_x = h.x;
    return h.reduction;
  }
  return NULL;
}
