// Reductions, raised: along columns or rows, of floats in one instruction, of integers in parts
// that singles hold exactly.
#include <math.h>

#include "wsp_raise_loops.h"

// ---------------------------------------------------------------- one line after another

static ptowsp_value_t *shifted(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, int by) {
  if (!x) return NULL;
  ptowsp_type_t type = ptowsp_value_type(x);
  ptowsp_value_t *count = raise_number(r, by, ptowsp_type_element(type));
  return raise_pair(r, id, x, raise_tile_op(r, PTOWSP_OP_PTO_TEXPANDS, type, &count, 1));
}

static ptowsp_value_t *cvt(raise_t *r, ptowsp_value_t *x, ptowsp_type_t element) {
  raise_value_t value = {.to = x};
  return x && raise_convert(r, &value, element) ? value.to : NULL;
}

static ptowsp_type_t single(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F32); }
static ptowsp_type_t half(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F16); }
static ptowsp_type_t word(raise_t *r) { return ptowsp_type_i(r->context, 32); }

static bool is_reducible(ptowsp_type_t element) {
  if (!ptowsp_type_is_float(element)) return false;
  ptowsp_float_kind_t kind = ptowsp_type_float_kind(element);
  return kind == PTOWSP_FLOAT_F32 || kind == PTOWSP_FLOAT_F16;
}

// Reduces the columns, or the rows, of a tile of floats to a line.
static ptowsp_value_t *line_of(raise_t *r, raise_reduce_t kind, ptowsp_value_t *tile,
                               bool columns) {
  static const ptowsp_op_id_t by_rows[] = {PTOWSP_OP_PTO_TROWSUM, PTOWSP_OP_PTO_TROWMAX,
                                           PTOWSP_OP_PTO_TROWMIN};
  static const ptowsp_op_id_t by_columns[] = {PTOWSP_OP_PTO_TCOLSUM, PTOWSP_OP_PTO_TCOLMAX,
                                              PTOWSP_OP_PTO_TCOLMIN};
  if (!tile) return NULL;
  ptowsp_type_t type = ptowsp_value_type(tile), element = ptowsp_type_element(type);
  int64_t rows = ptowsp_type_shape(type)[0], cols = ptowsp_type_shape(type)[1];
  if (!columns)
    return raise_single(r, by_columns[kind], raise_tile_type(r, 1, cols, element, PTOWSP_MEMORY_UB),
                        tile);
  tile =
      raise_single(r, by_rows[kind], raise_tile_type(r, rows, 1, element, PTOWSP_MEMORY_UB), tile);
  if (rows == 1) return tile;
  return raise_single(r, PTOWSP_OP_PTO_TRESHAPE,
                      raise_tile_type(r, 1, rows, element, PTOWSP_MEMORY_UB), tile);
}

static int bits_for(int64_t count) {
  int bits = 0;
  while (((int64_t)1 << bits) < count) bits++;
  return bits;
}

// Integers are summed in parts of so few bits that each part's sum is exact in a single. The
// result counts modulo 2^32, as the program's does.
static ptowsp_value_t *sum_of_words(raise_t *r, ptowsp_value_t *tile, int64_t count, bool columns,
                                    bool is_small) {
  enum { MANTISSA = 24, WIDTH = 32 };
  int bits = MANTISSA - bits_for(count), done = 0;
  if (is_small) return cvt(r, line_of(r, RAISE_SUM, cvt(r, tile, single(r)), columns), word(r));
  if (bits < 4) {
    raise_fail(r, r->b.loc, true, "a sum of %lld integers is not exact in parts", (long long)count);
    return NULL;
  }
  ptowsp_value_t *sum = NULL;
  for (; done < WIDTH; done += bits) {
    ptowsp_value_t *high = done + bits < WIDTH ? shifted(r, PTOWSP_OP_PTO_TSHR, tile, bits) : NULL;
    ptowsp_value_t *part =
        high ? raise_pair(r, PTOWSP_OP_PTO_TSUB, tile, shifted(r, PTOWSP_OP_PTO_TSHL, high, bits))
             : tile;
    part = cvt(r, line_of(r, RAISE_SUM, cvt(r, part, single(r)), columns), word(r));
    if (done) part = shifted(r, PTOWSP_OP_PTO_TSHL, part, done);
    sum = sum ? raise_pair(r, PTOWSP_OP_PTO_TADD, sum, part) : part;
    if (!sum) return NULL;
    tile = high;
  }
  return sum;
}

// The line again in every column or row of the tile it was reduced from.
static ptowsp_value_t *spread(raise_t *r, ptowsp_value_t *line, ptowsp_value_t *like,
                              bool columns) {
  if (!line) return NULL;
  ptowsp_type_t type = ptowsp_value_type(like), element = ptowsp_type_element(type);
  int64_t rows = ptowsp_type_shape(type)[0];
  if (!columns) return raise_single(r, PTOWSP_OP_PTO_TCOLEXPAND, type, line);
  if (rows > 1)
    line = raise_single(r, PTOWSP_OP_PTO_TRESHAPE,
                        raise_tile_type(r, rows, 1, element, PTOWSP_MEMORY_UB), line);
  return raise_single(r, PTOWSP_OP_PTO_TROWEXPAND, type, line);
}

// The extreme of the high halves, then that of the low ones which stand beside it.
static ptowsp_value_t *extreme_of_words(raise_t *r, raise_reduce_t kind, ptowsp_value_t *tile,
                                        bool columns) {
  enum { HALF = 16 };
  ptowsp_value_t *high = shifted(r, PTOWSP_OP_PTO_TSHR, tile, HALF);
  ptowsp_value_t *low =
      raise_pair(r, PTOWSP_OP_PTO_TSUB, tile, shifted(r, PTOWSP_OP_PTO_TSHL, high, HALF));
  high = cvt(r, high, single(r));
  low = cvt(r, low, single(r));
  ptowsp_value_t *best = line_of(r, kind, high, columns);
  ptowsp_value_t *all = spread(r, best, high, columns);
  if (!all || !low) return NULL;
  ptowsp_value_t *mask = raise_compare(r, PTOWSP_TCMP_EQ, high, all);
  ptowsp_value_t *other = raise_number(r, kind == RAISE_MAX ? -1 : 65536, single(r));
  other = raise_single(r, PTOWSP_OP_PTO_TEXPANDS, ptowsp_value_type(low), other);
  if (!mask || !other) return NULL;
  low = raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(low),
                      (ptowsp_value_t *[]){mask, low, other}, 3);
  low = cvt(r, line_of(r, kind, low, columns), word(r));
  high = shifted(r, PTOWSP_OP_PTO_TSHL, cvt(r, best, word(r)), HALF);
  return raise_pair(r, PTOWSP_OP_PTO_TADD, high, low);
}

// The product of all columns or rows, one after the other: there is no instruction for it.
static ptowsp_value_t *reduced(raise_t *r, raise_reduce_t kind, ptowsp_value_t *tile, bool columns,
                               bool is_small) {
  ptowsp_type_t type = ptowsp_value_type(tile), element = ptowsp_type_element(type);
  int64_t count = ptowsp_type_shape(type)[columns ? 1 : 0];
  if (kind <= RAISE_MIN && is_reducible(element)) return line_of(r, kind, tile, columns);
  if (kind == RAISE_SUM && ptowsp_type_is_i(element, 32))
    return sum_of_words(r, tile, count, columns, is_small);
  if (kind <= RAISE_MIN && kind != RAISE_SUM && ptowsp_type_is_i(element, 32))
    return extreme_of_words(r, kind, tile, columns);
  raise_fail(r, r->b.loc, true, "no tile instruction reduces this");
  return NULL;
}

static bool varies(const raise_value_t *value, const ptowsp_op_t *loop) {
  return !raise_is_scalar(value) && (value->row == loop || value->col == loop);
}

// Gives a value that is the same in all iterations of a loop a column for each.
static bool repeat(raise_t *r, raise_value_t *value, ptowsp_type_t element, ptowsp_op_t *loop) {
  if (value->row)
    return raise_fail(r, r->b.loc, true,
                      "an expression varies with more than two loops of the nest");
  ptowsp_op_t *row = raise_is_scalar(value) ? NULL : value->col;
  value->to = raise_expand(r, value, element, row, loop);
  value->row = row;
  value->col = loop;
  return value->to != NULL;
}

static bool reduce(raise_t *r, const raise_reduction_t *reduction, raise_reduce_t kind,
                   ptowsp_type_t element, bool is_small, raise_value_t *value) {
  ptowsp_op_t *loops[] = {reduction->over, reduction->also};
  // The columns first: what is left of them is a line.
  if (loops[1] && value->col == loops[1] && !raise_is_scalar(value))
    loops[0] = reduction->also, loops[1] = reduction->over;
  for (size_t i = 0; i < 2 && loops[i]; i++) {
    bool same = !varies(value, loops[i]);
    if (same && (kind == RAISE_MAX || kind == RAISE_MIN)) continue;
    if (same && !repeat(r, value, element, loops[i])) return false;
    bool columns = value->col == loops[i];
    r->carrier = loops[i];
    value->to = reduced(r, kind, value->to, columns, is_small);
    if (!value->to) return false;
    r->carrier = NULL;
    if (columns) value->col = value->row;
    value->row = NULL;
    is_small = false;
  }
  return true;
}

// ---------------------------------------------------------------- sums and extremes

// Whether a tile is known to be filled with a value.
static bool is_fill(ptowsp_value_t *tile, double value) {
  ptowsp_op_t *fill = ptowsp_value_op(tile);
  if (!ptowsp_op_is(fill, PTOWSP_OP_PTO_TEXPANDS)) return false;
  ptowsp_op_t *constant = ptowsp_value_op(ptowsp_op_operand(fill, 0));
  if (!ptowsp_op_is(constant, PTOWSP_OP_ARITH_CONSTANT)) return false;
  ptowsp_attr_t number = ptowsp_op_attr(constant, "value");
  if (ptowsp_attr_kind(number) == PTOWSP_ATTR_FLOAT)
    return ptowsp_attr_float_value(number) == value;
  return ptowsp_attr_kind(number) == PTOWSP_ATTR_INTEGER &&
         (double)ptowsp_attr_int_value(number) == value;
}

static double neutral(raise_reduce_t kind, ptowsp_type_t element) {
  const double least = -2147483648.0, most = 2147483647.0;
  bool real = ptowsp_type_is_float(element);
  switch (kind) {
    case RAISE_MAX:
      return real ? -INFINITY : least;
    case RAISE_MIN:
      return real ? INFINITY : most;
    default:
      return 0;
  }
}

// 0 and 1 need no parts.
static bool is_truth(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTUI) &&
         ptowsp_type_is_i(ptowsp_value_type(ptowsp_op_operand(op, 0)), 1);
}

static bool store_value(raise_t *r, const raise_box_t *box, const raise_value_t *value) {
  // The same for each row, if the value varies with the columns alone.
  ptowsp_value_t *tile = raise_expand(r, value, box->element, box->row, box->col);
  return tile && raise_store_box(r, box, tile, false);
}

static bool find_operand(raise_t *r, const raise_reduction_t *reduction, raise_reduce_t kind,
                         ptowsp_type_t element, raise_value_t *out_value) {
  if (!raise_find(r, reduction->operand, out_value)) return false;
  if (out_value->deferred)
    return raise_fail(r, r->b.loc, true, "no tile instruction reduces conditions");
  if (!reduction->condition || reduction->kind == RAISE_EXTREME) return true;
  raise_value_t none = {.to = raise_number(r, neutral(kind, element), element)};
  const raise_value_t *yes = reduction->holds ? out_value : &none;
  const raise_value_t *no = reduction->holds ? &none : out_value;
  raise_value_t chosen;
  if (!raise_choose(r, reduction->condition, yes, no, element, &chosen)) return false;
  *out_value = chosen;
  return true;
}

static bool raise_combined(raise_t *r, const raise_reduction_t *reduction, const raise_box_t *box) {
  raise_value_t part, total, old = {.row = box->row, .col = box->col};
  ptowsp_op_id_t combine = ptowsp_op_id(reduction->combine);
  r->b.loc = ptowsp_op_loc(reduction->combine);
  // What is there is loaded first: one flag then does for it and the operand.
  old.to = raise_load_box(r, box);
  if (!old.to || !find_operand(r, reduction, reduction->kind, box->element, &part)) return false;
  bool is_small = is_truth(reduction->operand) && reduction->kind == RAISE_SUM;
  if (!reduce(r, reduction, reduction->kind, box->element, is_small, &part)) return false;
  bool from_left = combine == PTOWSP_OP_ARITH_SUBF || combine == PTOWSP_OP_ARITH_SUBI;
  if (!from_left && is_fill(old.to, neutral(reduction->kind, box->element)))
    total = part;
  else if (!raise_binary(r, combine, &old, &part, &total))
    return false;
  return store_value(r, box, &total);
}

// ---------------------------------------------------------------- extremes by choice, and places

// What is known of an extreme, for its own store and those of its places.
static bool find_extreme(raise_t *r, size_t index, const raise_box_t *box) {
  raise_reduction_t *reduction = &r->reductions.data[index];
  if (reduction->better) return true;
  raise_value_t operand, best, old = {.row = box->row, .col = box->col};
  raise_reduce_t kind = reduction->predicate >= PTOWSP_TCMP_GT ? RAISE_MAX : RAISE_MIN;
  r->b.loc = ptowsp_op_loc(reduction->store);
  old.to = raise_load_box(r, box);
  if (!old.to || !find_operand(r, reduction, kind, box->element, &operand)) return false;
  best = operand;
  if (!reduce(r, reduction, kind, box->element, false, &best)) return false;
  ptowsp_value_t *all = raise_expand(r, &best, box->element, box->row, box->col);
  ptowsp_value_t *better = all ? raise_compare(r, reduction->predicate, all, old.to) : NULL;
  if (!better) return false;
  reduction = &r->reductions.data[index];
  reduction->found_operand = operand;
  reduction->found_best = best;
  reduction->old = old.to;
  reduction->best = all;
  reduction->better = better;
  return true;
}

static ptowsp_value_t *selected(raise_t *r, ptowsp_value_t *mask, ptowsp_value_t *yes,
                                ptowsp_value_t *no) {
  if (!mask || !yes || !no) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(yes),
                       (ptowsp_value_t *[]){mask, yes, no}, 3);
}

static bool raise_extreme(raise_t *r, size_t index, const raise_box_t *box) {
  if (!find_extreme(r, index, box)) return false;
  const raise_reduction_t *found = &r->reductions.data[index];
  ptowsp_value_t *tile = selected(r, found->better, found->best, found->old);
  return tile && raise_store_box(r, box, tile, false);
}

// Iterations of the reduction's loops, counted from the first one, as singles.
static bool count_iterations(raise_t *r, const raise_reduction_t *reduction,
                             raise_value_t *out_value) {
  const raise_loop_t *over = raise_find_loop(r, reduction->over);
  const raise_loop_t *also = reduction->also ? raise_find_loop(r, reduction->also) : NULL;
  enum { LIMIT = 1 << 24 };
  if (over->extent * (also ? also->extent : 1) >= LIMIT)
    return raise_fail(r, r->b.loc, true, "too many iterations to be counted");
  raise_value_t count = {.col = over->op};
  ptowsp_type_t type = raise_tile_type(r, 1, over->extent, word(r), PTOWSP_MEMORY_UB);
  count.to = raise_single(r, PTOWSP_OP_PTO_TCI, type, raise_number(r, 0, word(r)));
  if (also) { // the outer loop of the two
    raise_value_t outer = {.col = also->op};
    type = raise_tile_type(r, 1, also->extent, word(r), PTOWSP_MEMORY_UB);
    outer.to = raise_single(r, PTOWSP_OP_PTO_TCI, type, raise_number(r, 0, word(r)));
    outer.to = raise_with_number(r, PTOWSP_OP_PTO_TMULS, outer.to, (double)over->extent);
    if (!outer.to || !count.to || !raise_binary(r, PTOWSP_OP_ARITH_ADDI, &outer, &count, &count))
      return false;
  }
  count.to = cvt(r, count.to, single(r));
  *out_value = count;
  return count.to != NULL;
}

// The iterations of two loops from their number in both: outer * (n / extent) + step * (n %
// extent).
static ptowsp_value_t *counted_by_both(raise_t *r, ptowsp_value_t *place, int32_t step,
                                       int32_t outer, int64_t extent) {
  ptowsp_value_t *tile = cvt(r, place, word(r));
  int32_t jump = (int32_t)((uint32_t)outer - (uint32_t)step * (uint32_t)extent);
  if (jump) { // else the number itself will do
    ptowsp_value_t *half =
        raise_with_number(r, PTOWSP_OP_PTO_TADDS, place, 0.5); // away from the border
    half = raise_with_number(r, PTOWSP_OP_PTO_TMULS, half, 1.0 / (double)extent);
    ptowsp_value_t *rest = cvt(r, half, word(r));
    rest = raise_with_number(r, PTOWSP_OP_PTO_TMULS, rest, jump);
    if (step == 0) return rest;
    if (step != 1) tile = raise_with_number(r, PTOWSP_OP_PTO_TMULS, tile, step);
    return raise_pair(r, PTOWSP_OP_PTO_TADD, tile, rest);
  }
  return step == 1 ? tile : raise_with_number(r, PTOWSP_OP_PTO_TMULS, tile, step);
}

// What a payload is in the iteration that a line of numbers gives; it counts the iterations.
static bool payload_at(raise_t *r, const raise_reduction_t *reduction, const raise_value_t *place,
                       raise_value_t *out_value) {
  ptowsp_op_t *op = ptowsp_value_op(reduction->payload);
  bool real = ptowsp_op_is(op, PTOWSP_OP_ARITH_SITOFP);
  ptowsp_type_t element = ptowsp_value_type(reduction->payload);
  if (real) op = ptowsp_value_op(ptowsp_op_operand(op, 0));
  isl_aff *form = ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST)
                      ? raise_affine(r, ptowsp_op_operand(op, 0))
                      : NULL;
  int64_t c[RAISE_MAX_LOOPS], step = 0, outer = 0;
  if (!form || !raise_coefficients(r, form, c))
    return raise_fail(r, r->b.loc, true, "what is chosen is not counted by the loop");
  const raise_loop_t *over = raise_find_loop(r, reduction->over);
  for (size_t i = 0; i < r->loop_count; i++) {
    if (r->loops[i].op == reduction->over)
      step = c[i] * r->loops[i].step;
    else if (r->loops[i].op == reduction->also)
      outer = c[i] * r->loops[i].step;
    else if (c[i] && r->loops[i].extent > 1)
      return raise_fail(r, r->b.loc, true, "what is chosen is not counted by the loop alone");
  }
  ptowsp_value_t *start = raise_aff_value(r, raise_at_lower(r, form));
  if (!start || (!real && !ptowsp_type_is_i(element, 32)))
    return raise_fail(r, r->b.loc, true, "what is chosen is no 32-bit integer or float");
  start = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, start, word(r));
  // Modulo 2^32, as what is chosen counts.
  ptowsp_value_t *tile = counted_by_both(r, place->to, (int32_t)step, (int32_t)outer,
                                         reduction->also ? over->extent : 0);
  tile = raise_pair(r, PTOWSP_OP_PTO_TADDS, tile, start);
  if (real) tile = cvt(r, tile, element);
  *out_value = *place;
  out_value->to = tile;
  return tile != NULL;
}

// The first or last iteration that a mask holds for, as singles; -1 or beyond: none.
static bool find_place(raise_t *r, const raise_reduction_t *reduction, raise_value_t *shape,
                       ptowsp_value_t *(*mask)(raise_t *, const raise_reduction_t *,
                                               const raise_value_t *),
                       bool first, raise_value_t *out_value) {
  raise_value_t count;
  if (!count_iterations(r, reduction, &count)) return false;
  if (!raise_join(r, shape, &count, &shape->row, &shape->col)) return false;
  ptowsp_value_t *holds = mask(r, reduction, shape);
  ptowsp_value_t *all = holds ? raise_expand(r, &count, single(r), shape->row, shape->col) : NULL;
  if (!all) return false;
  ptowsp_value_t *none = raise_number(r, first ? 16777216.0 : -1, single(r));
  none = raise_single(r, PTOWSP_OP_PTO_TEXPANDS, ptowsp_value_type(all), none);
  raise_value_t place = *shape;
  place.deferred = false;
  place.to = selected(r, holds, all, none);
  if (!place.to || !reduce(r, reduction, first ? RAISE_MIN : RAISE_MAX, single(r), false, &place))
    return false;
  *out_value = place;
  return true;
}

static size_t index_of(const raise_t *r, const ptowsp_op_t *store) {
  size_t i = 0;
  while (r->reductions.data[i].store != store) i++;
  return i;
}

// Where the operand is the extreme.
static ptowsp_value_t *at_extreme(raise_t *r, const raise_reduction_t *reduction,
                                  const raise_value_t *shape) {
  const raise_reduction_t *of = &r->reductions.data[index_of(r, reduction->extreme_store)];
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(of->best));
  raise_value_t operand = of->found_operand, best = of->found_best;
  ptowsp_value_t *x = raise_expand(r, &operand, element, shape->row, shape->col);
  ptowsp_value_t *y = x ? raise_expand(r, &best, element, shape->row, shape->col) : NULL;
  return y ? raise_compare(r, PTOWSP_TCMP_EQ, x, y) : NULL;
}

static bool raise_place(raise_t *r, size_t index, const raise_box_t *box) {
  raise_reduction_t reduction = r->reductions.data[index];
  size_t of = index_of(r, reduction.extreme_store);
  raise_box_t extreme_box;
  if (!raise_box(r, reduction.extreme_store, &extreme_box)) return false;
  if (!find_extreme(r, of, &extreme_box)) return false;
  if (extreme_box.row != box->row || extreme_box.col != box->col)
    return raise_fail(r, r->b.loc, true, "a maximum and its place vary with other loops");
  const raise_reduction_t *found = &r->reductions.data[of];
  raise_value_t place, chosen, shape = found->found_operand;
  bool strict = found->predicate == PTOWSP_TCMP_GT || found->predicate == PTOWSP_TCMP_LT;
  ptowsp_value_t *old = raise_load_box(r, box);
  if (!old || !find_place(r, &reduction, &shape, at_extreme, strict, &place)) return false;
  if (!payload_at(r, &reduction, &place, &chosen)) return false;
  ptowsp_value_t *all = raise_expand(r, &chosen, box->element, box->row, box->col);
  ptowsp_value_t *tile = selected(r, r->reductions.data[of].better, all, old);
  return tile && raise_store_box(r, box, tile, false);
}

// Where the condition holds.
static ptowsp_value_t *at_condition(raise_t *r, const raise_reduction_t *reduction,
                                    const raise_value_t *shape) {
  ptowsp_value_t *mask = raise_mask(r, reduction->condition, shape->row, shape->col);
  if (!mask || reduction->holds) return mask;
  return raise_single(r, PTOWSP_OP_PTO_TNOT, ptowsp_value_type(mask), mask);
}

// Bytes, and bools in bytes, are chosen between as halves, which hold them.
static bool as_halves(ptowsp_type_t element) {
  return ptowsp_type_is_i(element, 1) || ptowsp_type_bytes(element) == 1;
}

static bool to_halves(raise_t *r, raise_value_t *value) {
  int64_t number = 0;
  if (raise_is_scalar(value) && ptowsp_value_constant(value->to, &number)) {
    value->to = raise_number(
        r, ptowsp_type_is_i(ptowsp_value_type(value->to), 1) ? number != 0 : (double)number,
        half(r));
    return true;
  }
  if (raise_is_scalar(value) && ptowsp_type_is_i(ptowsp_value_type(value->to), 1))
    return raise_fail(r, r->b.loc, true, "what is chosen is no number");
  return raise_convert(r, value, half(r));
}

// The last iteration that the condition holds for sets the element, if there is one.
static bool raise_last(raise_t *r, const raise_reduction_t *reduction, const raise_box_t *box) {
  raise_value_t shape, place, payload;
  if (!raise_find(r, reduction->condition, &shape)) return false;
  ptowsp_value_t *old = raise_load_box(r, box);
  if (!old || !find_place(r, reduction, &shape, at_condition, false, &place)) return false;
  if (!raise_find(r, reduction->payload, &payload)) return false;
  bool same = !varies(&payload, reduction->over) &&
              (!reduction->also || !varies(&payload, reduction->also));
  if (payload.deferred || (!same && !payload_at(r, reduction, &place, &payload)))
    return raise_fail(r, r->b.loc, true, "what is chosen is no number");
  raise_value_t before = {.to = old, .row = box->row, .col = box->col};
  bool narrow = as_halves(box->element);
  ptowsp_type_t element = narrow ? half(r) : box->element;
  if (narrow && !(to_halves(r, &payload) && raise_convert(r, &before, element))) return false;
  ptowsp_value_t *at = raise_expand(r, &place, single(r), box->row, box->col);
  ptowsp_value_t *all = at ? raise_expand(r, &payload, element, box->row, box->col) : NULL;
  ptowsp_value_t *any =
      all ? raise_compare(r, PTOWSP_TCMP_GE, at, raise_number(r, 0, single(r))) : NULL;
  ptowsp_value_t *tile = selected(r, any, all, before.to);
  if (narrow) tile = cvt(r, tile, ptowsp_type_i(r->context, 8));
  return tile && raise_store_box(r, box, tile, false);
}

bool raise_reduction(raise_t *r, ptowsp_op_t *store, const raise_box_t *box) {
  size_t index = index_of(r, store);
  const raise_reduction_t reduction = r->reductions.data[index];
  bool ok = false;
  switch (reduction.kind) {
    case RAISE_EXTREME:
      ok = raise_extreme(r, index, box);
      break;
    case RAISE_PLACE:
      ok = raise_place(r, index, box);
      break;
    case RAISE_LAST:
      ok = raise_last(r, &reduction, box);
      break;
    default:
      ok = raise_combined(r, &reduction, box);
      break;
  }
  // One iteration after the other, at last.
  if (!ok && !r->carrier) r->carrier = reduction.over;
  return ok;
}
