// Conditions over a nest's iterations: comparisons become masks, and choices select by them. A
// condition has no tile of its own: its mask is made in the shape of what is chosen.
#include <string.h>

#include "wsp_raise_loops.h"

// ---------------------------------------------------------------- loops' variables

// The loops that an index value varies with.
static bool index_loops(raise_t *r, isl_aff *form, raise_value_t *out_value) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (!raise_coefficients(r, form, coefficients))
    return raise_fail(r, r->b.loc, true, "the condition is not affine in the loops' variables");
  raise_value_t value = {.deferred = true};
  for (size_t i = 0; i < r->loop_count; i++) {
    if (!coefficients[i] || r->loops[i].extent <= 1) continue;
    if (value.row)
      return raise_fail(r, r->b.loc, true,
                        "an expression varies with more than two loops of the nest");
    value.row = value.col; // loops come outermost first
    value.col = r->loops[i].op;
  }
  *out_value = value;
  return true;
}

static bool is_index_compare(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) &&
         ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(op, 0)));
}

// The difference of the compared values.
static isl_aff *difference(raise_t *r, ptowsp_op_t *compare) {
  isl_aff *x = raise_affine(r, ptowsp_op_operand(compare, 0));
  isl_aff *y = raise_affine(r, ptowsp_op_operand(compare, 1));
  return x && y ? raise_minus(r, x, y) : NULL;
}

// A comparison that is the same in all iterations.
static raise_value_t uniform_compare(raise_t *r, ptowsp_op_t *op, ptowsp_value_t *operands[2]) {
  ptowsp_type_t truth = ptowsp_type_i(r->context, 1);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_ARITH_CMPI,
                             .operands = operands,
                             .operand_count = 2,
                             .result_types = &truth,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op)};
  return (raise_value_t){.to = ptowsp_op_result(ptowsp_build(&r->b, &state), 0)};
}

// One of the values that are compared, as words that compare as it does.
static bool computed_side(raise_t *r, ptowsp_value_t *side, ptowsp_value_t *other,
                          raise_value_t *out_value) {
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  if (raise_is_word(r, side, true)) return raise_index_value(r, side, word, out_value);
  ptowsp_value_t *near = raise_near_index(r, side, other);
  if (!near) return raise_fail(r, r->b.loc, true, "the numbers compared are too large for tiles");
  near = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, near, word);
  *out_value = (raise_value_t){.to = near};
  return true;
}

static bool computed_sides(raise_t *r, ptowsp_op_t *op, raise_value_t out_sides[2]) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  return computed_side(r, x, y, &out_sides[0]) && computed_side(r, y, x, &out_sides[1]);
}

static bool compare_forms(raise_t *r, ptowsp_op_t *op, isl_aff *form, raise_value_t *out_value) {
  ptowsp_value_t *operands[2];
  if (!index_loops(r, form, out_value)) return false;
  if (out_value->col) return true;
  for (size_t i = 0; i < 2; i++) {
    operands[i] = raise_aff_value(r, raise_at_lower(r, raise_affine(r, ptowsp_op_operand(op, i))));
    if (!operands[i]) return false;
  }
  *out_value = uniform_compare(r, op, operands);
  return true;
}

static bool compare_computed(raise_t *r, ptowsp_op_t *op, raise_value_t *out_value) {
  raise_value_t sides[2], value = {.deferred = true};
  if (!computed_sides(r, op, sides)) return false;
  if (raise_is_scalar(&sides[0]) && raise_is_scalar(&sides[1]))
    value = uniform_compare(r, op, (ptowsp_value_t *[]){sides[0].to, sides[1].to});
  else if (!raise_join(r, &sides[0], &sides[1], &value.row, &value.col))
    return false;
  *out_value = value;
  return true;
}

// Whether the sign of the difference tells the outcome.
static bool is_signed_order(const raise_t *r, ptowsp_op_t *compare) {
  return ptowsp_op_attr_int(compare, "predicate", 0) < PTOWSP_CMPI_ULT ||
         (raise_is_natural(r, ptowsp_op_operand(compare, 0)) &&
          raise_is_natural(r, ptowsp_op_operand(compare, 1)));
}

// The difference of what is compared, if it is a form of which the nest's loops have multiples.
static isl_aff *counted_difference(raise_t *r, ptowsp_op_t *op) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (!is_signed_order(r, op)) return NULL;
  isl_aff *form = difference(r, op);
  return form && raise_coefficients(r, form, coefficients) ? form : NULL;
}

bool raise_index_compare(raise_t *r, ptowsp_op_t *op) {
  raise_value_t value;
  r->b.loc = ptowsp_op_loc(op);
  isl_aff *form = counted_difference(r, op);
  if (!(form ? compare_forms(r, op, form, &value) : compare_computed(r, op, &value))) return false;
  raise_define(r, ptowsp_op_result(op, 0), &value);
  return true;
}

// ---------------------------------------------------------------- comparisons

// arith.cmpi's predicates in order; unsigned ones behind the signed ones.
static const int integer_predicates[] = {
    PTOWSP_TCMP_EQ, PTOWSP_TCMP_NE, PTOWSP_TCMP_LT, PTOWSP_TCMP_LE, PTOWSP_TCMP_GT,
    PTOWSP_TCMP_GE, PTOWSP_TCMP_LT, PTOWSP_TCMP_LE, PTOWSP_TCMP_GT, PTOWSP_TCMP_GE};

// arith.cmpf's: of ordered ones as they are, of unordered ones what they are the opposite of.
typedef struct {
  int predicate;
  bool opposite;
} real_t;

static const real_t real_predicates[] = {
    [PTOWSP_CMPF_OEQ] = {PTOWSP_TCMP_EQ, false}, [PTOWSP_CMPF_OGT] = {PTOWSP_TCMP_GT, false},
    [PTOWSP_CMPF_OGE] = {PTOWSP_TCMP_GE, false}, [PTOWSP_CMPF_OLT] = {PTOWSP_TCMP_LT, false},
    [PTOWSP_CMPF_OLE] = {PTOWSP_TCMP_LE, false}, [PTOWSP_CMPF_UGT] = {PTOWSP_TCMP_LE, true},
    [PTOWSP_CMPF_UGE] = {PTOWSP_TCMP_LT, true},  [PTOWSP_CMPF_ULT] = {PTOWSP_TCMP_GE, true},
    [PTOWSP_CMPF_ULE] = {PTOWSP_TCMP_GT, true},  [PTOWSP_CMPF_UNE] = {PTOWSP_TCMP_EQ, true},
};

static ptowsp_type_t mask_type(raise_t *r, ptowsp_type_t tile) {
  const int64_t *shape = ptowsp_type_shape(tile);
  return ptowsp_type_tile(r->context, shape[0], shape[1], ptowsp_type_i(r->context, 1),
                          PTOWSP_MEMORY_UB);
}

ptowsp_value_t *raise_compare(raise_t *r, int64_t predicate, ptowsp_value_t *x, ptowsp_value_t *y) {
  bool scalar = ptowsp_type_kind(ptowsp_value_type(y)) != PTOWSP_TYPE_TILE;
  ptowsp_type_t type = mask_type(r, ptowsp_value_type(x));
  if (!type) return NULL;
  ptowsp_op_id_t id = scalar ? PTOWSP_OP_PTO_TCMPS : PTOWSP_OP_PTO_TCMP;
  for (ptowsp_use_t *use = ptowsp_value_first_use(x); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_op_is(user, id) && ptowsp_op_block(user) == r->b.block &&
        ptowsp_op_operand(user, 0) == x && ptowsp_op_operand(user, 1) == y &&
        ptowsp_op_attr_int(user, "predicate", -1) == predicate)
      return ptowsp_op_result(user, 0);
  }
  ptowsp_named_attr_t entry = {"predicate", ptowsp_attr_i64(r->context, predicate)};
  ptowsp_op_state_t state = {.id = id,
                             .loc = r->b.loc,
                             .operands = (ptowsp_value_t *[]){x, y},
                             .operand_count = 2,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_attr_dictionary(r->context, &entry, 1)};
  return ptowsp_op_result(ptowsp_build(&r->b, &state), 0);
}

static ptowsp_value_t *combine(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x,
                               ptowsp_value_t *y) {
  if (!x || !y) return NULL;
  return raise_tile_op(r, id, ptowsp_value_type(x), (ptowsp_value_t *[]){x, y}, 2);
}

static ptowsp_value_t *negate(raise_t *r, ptowsp_value_t *mask) {
  return mask ? raise_tile_op(r, PTOWSP_OP_PTO_TNOT, ptowsp_value_type(mask), &mask, 1) : NULL;
}

static ptowsp_value_t *compare_reals(raise_t *r, int64_t predicate, ptowsp_value_t *x,
                                     ptowsp_value_t *y) {
  bool opposite =
      predicate == PTOWSP_CMPF_UEQ || predicate == PTOWSP_CMPF_UNO || predicate == PTOWSP_CMPF_UNE;
  ptowsp_value_t *mask = NULL;
  switch (predicate) {
    case PTOWSP_CMPF_ONE:
    case PTOWSP_CMPF_UEQ:
      mask = combine(r, PTOWSP_OP_PTO_TOR, raise_compare(r, PTOWSP_TCMP_LT, x, y),
                     raise_compare(r, PTOWSP_TCMP_GT, x, y));
      break;
    case PTOWSP_CMPF_ORD:
    case PTOWSP_CMPF_UNO: // of a number, which compares with itself
      mask = raise_compare(r, PTOWSP_TCMP_EQ, x, x);
      if (mask && y != x && ptowsp_type_kind(ptowsp_value_type(y)) == PTOWSP_TYPE_TILE)
        mask = combine(r, PTOWSP_OP_PTO_TAND, mask, raise_compare(r, PTOWSP_TCMP_EQ, y, y));
      else if (mask && y != x)
        mask = combine(r, PTOWSP_OP_PTO_TAND, mask,
                       negate(r, compare_reals(r, PTOWSP_CMPF_UNE,
                                               raise_tile_op(r, PTOWSP_OP_PTO_TEXPANDS,
                                                             ptowsp_value_type(x), &y, 1),
                                               y)));
      break;
    case PTOWSP_CMPF_FALSE:
    case PTOWSP_CMPF_TRUE:
      raise_fail(r, r->b.loc, false, "a comparison that is always the same");
      return NULL;
    default:
      opposite = real_predicates[predicate].opposite;
      mask = raise_compare(r, real_predicates[predicate].predicate, x, y);
      break;
  }
  return opposite ? negate(r, mask) : mask;
}

// The operands of a comparison as tiles of a type that is compared, or the second as a scalar.
static bool comparable(raise_t *r, ptowsp_op_t *op, ptowsp_op_t *row, ptowsp_op_t *col,
                       ptowsp_value_t *out_operands[2], bool *out_swapped) {
  raise_value_t values[2];
  bool index = is_index_compare(op);
  if (index && !computed_sides(r, op, values)) return false;
  for (size_t i = 0; !index && i < 2; i++)
    if (!raise_find(r, ptowsp_op_operand(op, i), &values[i])) return false;
  bool unsigned_order =
      ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) && ptowsp_op_attr_int(op, "predicate", 0) > 5;
  *out_swapped = raise_is_scalar(&values[0]);
  for (size_t i = 0; i < 2; i++) {
    raise_value_t value = values[*out_swapped ? 1 - i : i];
    if (!raise_comparable(r, &value, unsigned_order)) return false;
    if (i == 1 && raise_is_scalar(&value)) {
      out_operands[1] = value.to;
      continue;
    }
    ptowsp_type_t type = ptowsp_value_type(value.to);
    if (!raise_is_scalar(&value)) type = ptowsp_type_element(type);
    out_operands[i] = raise_expand(r, &value, type, row, col);
    if (!out_operands[i]) return false;
  }
  return true;
}

static ptowsp_value_t *mask_of_compare(raise_t *r, ptowsp_op_t *op, ptowsp_op_t *row,
                                       ptowsp_op_t *col) {
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  ptowsp_value_t *operands[2];
  bool swapped = false;
  isl_aff *form = is_index_compare(op) ? counted_difference(r, op) : NULL;
  if (form) {
    raise_value_t count;
    ptowsp_type_t element = ptowsp_type_i(r->context, 32);
    bool exact = raise_is_word_apart(r, ptowsp_op_operand(op, 0), ptowsp_op_operand(op, 1));
    if (!(exact ? raise_count(r, form, element, &count) : raise_count_signs(r, form, &count)))
      return NULL;
    operands[0] = raise_expand(r, &count, element, row, col);
    operands[1] = ptowsp_build_constant(&r->b, ptowsp_attr_integer(r->context, 0, element));
    if (!operands[0]) return NULL;
    return raise_compare(r, integer_predicates[predicate], operands[0], operands[1]);
  }
  if (!comparable(r, op, row, col, operands, &swapped)) return NULL;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) {
    static const int mirrored[] = {PTOWSP_TCMP_EQ, PTOWSP_TCMP_NE, PTOWSP_TCMP_GT,
                                   PTOWSP_TCMP_GE, PTOWSP_TCMP_LT, PTOWSP_TCMP_LE};
    int p = integer_predicates[predicate];
    return raise_compare(r, swapped ? mirrored[p] : p, operands[0], operands[1]);
  }
  static const int mirrored[] = {
      PTOWSP_CMPF_FALSE, PTOWSP_CMPF_OEQ, PTOWSP_CMPF_OLT, PTOWSP_CMPF_OLE,
      PTOWSP_CMPF_OGT,   PTOWSP_CMPF_OGE, PTOWSP_CMPF_ONE, PTOWSP_CMPF_ORD,
      PTOWSP_CMPF_UEQ,   PTOWSP_CMPF_ULT, PTOWSP_CMPF_ULE, PTOWSP_CMPF_UGT,
      PTOWSP_CMPF_UGE,   PTOWSP_CMPF_UNE, PTOWSP_CMPF_UNO, PTOWSP_CMPF_TRUE};
  return compare_reals(r, swapped ? mirrored[predicate] : predicate, operands[0], operands[1]);
}

// ---------------------------------------------------------------- masks

// A condition that is the same in all iterations.
static ptowsp_value_t *uniform_mask(raise_t *r, ptowsp_value_t *truth, ptowsp_op_t *row,
                                    ptowsp_op_t *col) {
  ptowsp_type_t element = ptowsp_type_i(r->context, 32);
  raise_value_t value = {.to = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_EXTUI, truth, element)};
  ptowsp_value_t *tile = raise_expand(r, &value, element, row, col);
  if (!tile) return NULL;
  return raise_compare(r, PTOWSP_TCMP_NE, tile,
                       ptowsp_build_constant(&r->b, ptowsp_attr_integer(r->context, 0, element)));
}

ptowsp_value_t *raise_mask(raise_t *r, ptowsp_value_t *from, ptowsp_op_t *row, ptowsp_op_t *col) {
  raise_value_t value;
  if (!raise_find(r, from, &value)) return NULL;
  if (raise_is_scalar(&value)) return uniform_mask(r, value.to, row, col);
  if (!value.deferred) { // bools of an array
    raise_value_t number = value;
    if (!raise_comparable(r, &number, false)) return NULL;
    ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(number.to));
    ptowsp_value_t *tile = raise_expand(r, &number, element, row, col);
    if (!tile) return NULL;
    return raise_compare(r, PTOWSP_TCMP_NE, tile, raise_number(r, 0, element));
  }
  ptowsp_op_t *op = ptowsp_value_op(from);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_ANDI)) // of the one that is known the other one is left
    for (size_t i = 0; i < 2; i++) {
      int64_t known = 0;
      if (!raise_find(r, ptowsp_op_operand(op, i), &value)) return NULL;
      if (raise_is_scalar(&value) && ptowsp_value_constant(value.to, &known) && known)
        return raise_mask(r, ptowsp_op_operand(op, 1 - i), row, col);
    }
  ptowsp_value_t *masks[3] = {NULL};
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CMPI:
    case PTOWSP_OP_ARITH_CMPF:
      return mask_of_compare(r, op, row, col);
    default:
      break;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!(masks[i] = raise_mask(r, ptowsp_op_operand(op, i), row, col))) return NULL;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ANDI:
      return combine(r, PTOWSP_OP_PTO_TAND, masks[0], masks[1]);
    case PTOWSP_OP_ARITH_ORI:
      return combine(r, PTOWSP_OP_PTO_TOR, masks[0], masks[1]);
    case PTOWSP_OP_ARITH_XORI: {
      // One of the two and not both.
      ptowsp_value_t *both = combine(r, PTOWSP_OP_PTO_TAND, masks[0], masks[1]);
      return combine(r, PTOWSP_OP_PTO_TAND, combine(r, PTOWSP_OP_PTO_TOR, masks[0], masks[1]),
                     negate(r, both));
    }
    default: // a choice between conditions
      return combine(r, PTOWSP_OP_PTO_TOR, combine(r, PTOWSP_OP_PTO_TAND, masks[0], masks[1]),
                     combine(r, PTOWSP_OP_PTO_TAND, negate(r, masks[0]), masks[2]));
  }
}

// An operation on conditions, or a comparison: only the loops it varies with are known for now.
bool raise_condition(raise_t *r, ptowsp_op_t *op, const raise_value_t *operands) {
  raise_value_t all = {.deferred = true};
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CMPI:
    case PTOWSP_OP_ARITH_CMPF:
    case PTOWSP_OP_ARITH_ANDI:
    case PTOWSP_OP_ARITH_ORI:
    case PTOWSP_OP_ARITH_XORI:
    case PTOWSP_OP_ARITH_SELECT:
      break;
    default:
      return raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s of a condition",
                        ptowsp_op_name(op));
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    raise_value_t joined = {.deferred = true};
    if (!raise_join(r, &all, &operands[i], &joined.row, &joined.col)) return false;
    all = joined;
  }
  raise_define(r, ptowsp_op_result(op, 0), &all);
  return true;
}

// ---------------------------------------------------------------- choices

static ptowsp_value_t *selected(raise_t *r, ptowsp_value_t *mask, ptowsp_value_t *yes,
                                ptowsp_value_t *no) {
  return raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(yes),
                       (ptowsp_value_t *[]){mask, yes, no}, 3);
}

bool raise_choose(raise_t *r, ptowsp_value_t *condition, const raise_value_t *yes,
                  const raise_value_t *no, ptowsp_type_t element, raise_value_t *out_value) {
  raise_value_t truth, result = {0}, sides[2] = {*yes, *no};
  if (!raise_find(r, condition, &truth)) return false;
  int64_t known = 0;
  if (raise_is_scalar(&truth) && ptowsp_value_constant(truth.to, &known)) {
    *out_value = known ? *yes : *no;
    return true;
  }
  if (!raise_join(r, yes, no, &result.row, &result.col) ||
      !raise_join(r, &result, &truth, &result.row, &result.col))
    return false;
  ptowsp_type_t half = ptowsp_type_float(r->context, PTOWSP_FLOAT_F16);
  bool narrow = ptowsp_type_bytes(element) == 1; // chosen between as halves, which hold them
  ptowsp_value_t *tiles[2], *mask = raise_mask(r, condition, result.row, result.col);
  for (size_t i = 0; mask && i < 2; i++) {
    if (narrow && !raise_convert(r, &sides[i], half)) return false;
    tiles[i] = raise_expand(r, &sides[i], narrow ? half : element, result.row, result.col);
    if (!tiles[i]) return false;
  }
  if (!mask) return false;
  result.to = selected(r, mask, tiles[0], tiles[1]);
  *out_value = result;
  return !narrow || raise_convert(r, out_value, element);
}

bool raise_truth(raise_t *r, ptowsp_value_t *condition, double one, ptowsp_type_t element,
                 raise_value_t *out_value) {
  raise_value_t yes = {.to = raise_number(r, one, element)};
  raise_value_t no = {.to = raise_number(r, 0, element)};
  return raise_choose(r, condition, &yes, &no, element, out_value);
}
