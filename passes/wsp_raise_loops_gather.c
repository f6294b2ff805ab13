// Loads of elements that do not lie side by side: what surrounds them is loaded whole, and the
// elements are gathered from that tile. Their places are counted, or computed from data. Locals are
// in tiles already, of which parts are gathered.
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>

#include "wsp_raise_loops_windows.h"

// Others than those of 32 bits are gathered as such.
static bool is_gathered_type(ptowsp_type_t element) {
  bool number = ptowsp_type_is_float(element) || ptowsp_type_is_integer(element);
  return number && ptowsp_type_width(element) >= 8 && ptowsp_type_width(element) <= 32;
}

static ptowsp_value_t *gathered(raise_t *r, ptowsp_value_t *window, ptowsp_value_t *indices) {
  if (!window || !indices) return NULL;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(indices));
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(window));
  ptowsp_type_t type = raise_tile_type(r, shape[0], shape[1], element, PTOWSP_MEMORY_UB);
  if (!type) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TGATHER, type, (ptowsp_value_t *[]){window, indices}, 2);
}

// A number modulo 2^32, as places are counted: they lie in a tile, whatever they are computed from.
static ptowsp_value_t *place_number(raise_t *r, int64_t number) {
  return raise_number(r, (int32_t)(uint32_t)(uint64_t)number, ptowsp_type_i(r->context, 32));
}

// value * by + add
static bool scale(raise_t *r, raise_value_t *value, int64_t by, int64_t add) {
  if (by != 1) {
    raise_value_t factor = {.to = place_number(r, by)};
    if (raise_is_scalar(value))
      value->to = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_MULI, value->to, factor.to);
    else if (!raise_binary(r, PTOWSP_OP_ARITH_MULI, value, &factor, value))
      return false;
  }
  if (!add) return true;
  raise_value_t term = {.to = place_number(r, add)};
  if (raise_is_scalar(value)) {
    value->to = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_ADDI, value->to, term.to);
    return true;
  }
  return raise_binary(r, PTOWSP_OP_ARITH_ADDI, value, &term, value);
}

static bool sum(raise_t *r, const raise_value_t *x, const raise_value_t *y,
                raise_value_t *out_value) {
  if (!raise_is_scalar(x) || !raise_is_scalar(y))
    return raise_binary(r, PTOWSP_OP_ARITH_ADDI, x, y, out_value);
  *out_value =
      (raise_value_t){.to = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_ADDI, x->to, y->to)};
  return true;
}

// ---------------------------------------------------------------- by computed places

bool raise_is_gather(raise_t *r, ptowsp_op_t *load) {
  int64_t coefficients[RAISE_MAX_LOOPS];
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  ptowsp_value_t *array = ptowsp_op_operand(load, 0);
  if (ptowsp_value_op(array)) return false;
  if (!is_gathered_type(ptowsp_type_element(ptowsp_value_type(array)))) return false;
  for (size_t i = 1; i < ptowsp_op_operand_count(load); i++) {
    isl_aff *form = raise_affine(r, ptowsp_op_operand(load, i));
    if (!form || !raise_coefficients(r, form, coefficients)) return true;
  }
  return false;
}

// The elements that the kernel touches, as one row, if they lie side by side.
static bool whole_array(raise_t *r, ptowsp_op_t *load, raise_box_t *out_box,
                        int64_t firsts[RAISE_MAX_DIMS]) {
  ptowsp_value_t *array = ptowsp_op_operand(load, 0);
  ptowsp_type_t type = ptowsp_value_type(array);
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[RAISE_MAX_DIMS], offset = 0, dense = 1;
  raise_box_t box = {.array = array, .element = ptowsp_type_element(type), .rank = rank, .rows = 1};
  if (rank == 0 || rank > RAISE_MAX_DIMS || !ptowsp_type_strides(type, strides, &offset))
    return false;
  isl_local_space *space = isl_local_space_from_space(isl_space_set_alloc(r->isl, 0, 0));
  for (size_t i = rank; i-- > 0;) {
    bool known = raise_touched(r, array, i, &firsts[i], &box.size[i]);
    bool full = known && (i == 0 || (firsts[i] == 0 && box.size[i] == ptowsp_type_shape(type)[i]));
    if (!full || strides[i] != dense) {
      isl_local_space_free(space);
      return false;
    }
    if (__builtin_mul_overflow(dense, box.size[i], &dense) || dense < 1 || dense > INT32_MAX) {
      isl_local_space_free(space);
      return false;
    }
    box.stride[i] = strides[i];
    isl_val *first = isl_val_int_from_si(r->isl, (long)firsts[i]);
    isl_aff *base = isl_aff_val_on_domain(isl_local_space_copy(space), first);
    raise_set_base(r, &box, i, raise_keep(r, base));
  }
  isl_local_space_free(space);
  box.cols = dense;
  box.col_step[rank - 1] = 1;
  box.col = load; // some extent
  *out_box = box;
  return true;
}

bool raise_gather(raise_t *r, ptowsp_op_t *load) {
  raise_box_t box;
  int64_t firsts[RAISE_MAX_DIMS];
  raise_value_t place = {0}, index;
  r->b.loc = ptowsp_op_loc(load);
  if (!whole_array(r, load, &box, firsts))
    return raise_fail(r, r->b.loc, true,
                      "a subscript is not affine in the loops' variables, and the array is not "
                      "loaded whole");
  for (size_t i = 0; i < box.rank; i++) {
    ptowsp_value_t *subscript = ptowsp_op_operand(load, i + 1);
    if (!raise_index_value(r, subscript, ptowsp_type_i(r->context, 32), &index)) return false;
    if (!scale(r, &index, box.stride[i], -firsts[i] * box.stride[i])) return false;
    if (i == 0)
      place = index;
    else if (!sum(r, &place, &index, &place))
      return false;
  }
  if (raise_is_scalar(&place)) {
    place.to = raise_expand(r, &place, ptowsp_type_i(r->context, 32), NULL, NULL);
    if (!place.to) return false;
  }
  ptowsp_value_t *window = raise_as_words(r, raise_load_box(r, &box));
  place.to = raise_from_words(r, gathered(r, window, place.to), box.element);
  if (place.to) raise_define(r, ptowsp_op_result(load, 0), &place);
  return place.to != NULL;
}

// ---------------------------------------------------------------- by strides

bool raise_has_window(raise_t *r, const raise_box_t *box) {
  raise_window_t window;
  return raise_window(r, box, &window);
}

// The columns' places in a line, counted from 0 by a step.
static bool count(raise_t *r, ptowsp_op_t *loop, int64_t extent, int64_t step, int64_t start,
                  raise_value_t *out_value) {
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  ptowsp_type_t type = raise_tile_type(r, 1, extent, word, PTOWSP_MEMORY_UB);
  if (!type) return false;
  ptowsp_value_t *zero = raise_number(r, 0, word);
  *out_value =
      (raise_value_t){.to = raise_tile_op(r, PTOWSP_OP_PTO_TCI, type, &zero, 1), .col = loop};
  return scale(r, out_value, step, start);
}

// Adds a number that is computed.
static bool move_places(raise_t *r, raise_value_t *places, isl_aff *by) {
  raise_value_t value = {.to = raise_aff_value(r, by)};
  if (!value.to) return false;
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  value.to = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, value.to, word);
  return raise_binary(r, PTOWSP_OP_ARITH_ADDI, places, &value, places);
}

ptowsp_value_t *raise_load_window(raise_t *r, const raise_box_t *box) {
  raise_window_t window;
  raise_value_t place, rows;
  if (!raise_window(r, box, &window) || !raise_fits(r, &window, box)) return NULL;
  ptowsp_value_t *around = raise_load_box(r, &window.box);
  around = around ? raise_as_words(r, around) : NULL;
  if (!around) return NULL;
  int64_t width = window.box.cols, step = window.column ? width : window.period;
  int64_t start = window.phase;
  if (window.falling) start += step * (box->cols - 1), step = -step;
  if (!count(r, box->col, box->cols, step, start, &place)) return NULL;
  if (window.place && !move_places(r, &place, window.place)) return NULL;
  if (box->row && (!count(r, box->row, box->rows, width, 0, &rows) ||
                   !raise_binary(r, PTOWSP_OP_ARITH_ADDI, &rows, &place, &place)))
    return NULL;
  ptowsp_value_t *indices =
      raise_expand(r, &place, ptowsp_type_i(r->context, 32), box->row, box->col);
  ptowsp_value_t *tile = gathered(r, around, indices);
  return raise_from_words(
      r, tile, ptowsp_type_is_i(box->element, 1) ? ptowsp_type_i(r->context, 8) : box->element);
}

// ---------------------------------------------------------------- parts of tiles

// The first dimension that a loop of the tile moves, as all that it moves go along; SIZE_MAX: none.
static size_t moved(const raise_box_t *tile, const int64_t steps[]) {
  for (size_t i = 0; i < tile->rank; i++)
    if (steps[i]) return i;
  return SIZE_MAX;
}

// What a step of a box's loop is in the tile's elements, counted row by row; false: it leaves the
// dimensions of the tile.
static bool step_in_tile(const raise_box_t *tile, const int64_t step[], int64_t *out_step) {
  size_t row = moved(tile, tile->row_step), col = moved(tile, tile->col_step);
  for (size_t i = 0; i < tile->rank; i++)
    if (step[i] && !tile->row_step[i] && !tile->col_step[i]) return false;
  *out_step = (row < tile->rank ? step[row] * tile->cols : 0) + (col < tile->rank ? step[col] : 0);
  return true;
}

// How far the box's first element is from the tile's, in a dimension.
static bool first_in_tile(const raise_box_t *tile, const raise_box_t *box, size_t dim,
                          int64_t *out_distance) {
  *out_distance = 0;
  if (dim == SIZE_MAX) return true;
  if (!raise_box_distance(tile, box, dim, out_distance)) return false;
  if (box->row_step[dim] < 0) *out_distance -= box->row_step[dim] * (box->rows - 1);
  if (box->col_step[dim] < 0) *out_distance -= box->col_step[dim] * (box->cols - 1);
  return true;
}

// Where in the tile the box's first element is; false: the tile's rows or columns count down, or
// are padded, so that its elements are not counted through.
static bool start_in_tile(const raise_box_t *tile, const raise_box_t *box, int64_t *out_start) {
  enum { BLOCK = 8 };
  int64_t row = 0, col = 0;
  if (tile->rows > 1 && tile->cols % BLOCK) return false;
  for (size_t i = 0; i < tile->rank; i++)
    if (tile->row_step[i] < 0 || tile->col_step[i] < 0) return false;
  if (!first_in_tile(tile, box, moved(tile, tile->row_step), &row) ||
      !first_in_tile(tile, box, moved(tile, tile->col_step), &col))
    return false;
  *out_start = row * tile->cols + col;
  return true;
}

ptowsp_value_t *raise_load_part(raise_t *r, const raise_known_t *known, const raise_box_t *box) {
  const raise_box_t *tile = known->box;
  int64_t start = 0, row_step = 0, col_step = 0;
  raise_value_t place, rows;
  if (!is_gathered_type(box->element) || !raise_box_contains(tile, box) ||
      !start_in_tile(tile, box, &start) || !step_in_tile(tile, box->row_step, &row_step) ||
      !step_in_tile(tile, box->col_step, &col_step))
    return NULL;
  if (!count(r, box->col, box->cols, col_step, start, &place)) return NULL;
  if (box->row && (!count(r, box->row, box->rows, row_step, 0, &rows) ||
                   !raise_binary(r, PTOWSP_OP_ARITH_ADDI, &rows, &place, &place)))
    return NULL;
  ptowsp_value_t *indices =
      raise_expand(r, &place, ptowsp_type_i(r->context, 32), box->row, box->col);
  ptowsp_value_t *part = gathered(r, raise_as_words(r, known->tile), indices);
  return raise_from_words(
      r, part, ptowsp_type_is_i(box->element, 1) ? ptowsp_type_i(r->context, 8) : box->element);
}
