// Loads of elements that do not lie side by side: what surrounds them is loaded whole, and the
// elements are gathered from that tile. Their places are counted, or computed from data.
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>
#include <string.h>

#include "wsp_raise_loops.h"

enum { BYTES = 4, BLOCK = 8 }; // of an element; elements of a padded row

static bool is_gathered_type(ptowsp_type_t element) {
  if (ptowsp_type_is_i(element, 32)) return true;
  return ptowsp_type_is_float(element) && ptowsp_type_float_kind(element) == PTOWSP_FLOAT_F32;
}

static ptowsp_value_t *gathered(raise_t *r, ptowsp_value_t *window, ptowsp_value_t *indices) {
  if (!window || !indices) return NULL;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(indices));
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(window));
  ptowsp_type_t type = raise_tile_type(r, shape[0], shape[1], element, PTOWSP_MEMORY_UB);
  if (!type) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TGATHER, type, (ptowsp_value_t *[]){window, indices}, 2);
}

// value * by + add
static bool scale(raise_t *r, raise_value_t *value, int64_t by, int64_t add) {
  ptowsp_type_t word = ptowsp_type_i(r->context, 32);
  if (by != 1) {
    raise_value_t factor = {.to = raise_number(r, (double)by, word)};
    if (raise_is_scalar(value))
      value->to = ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_MULI, value->to, factor.to);
    else if (!raise_binary(r, PTOWSP_OP_ARITH_MULI, value, &factor, value))
      return false;
  }
  if (!add) return true;
  raise_value_t term = {.to = raise_number(r, (double)add, word)};
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
    dense *= box.size[i];
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
  ptowsp_value_t *window = raise_load_box(r, &box);
  place.to = gathered(r, window, place.to);
  if (place.to) raise_define(r, ptowsp_op_result(load, 0), &place);
  return place.to != NULL;
}

// ---------------------------------------------------------------- by strides

// Rows of neighbouring elements around those of a box.
typedef struct {
  raise_box_t box;
  int64_t offset, step; // of the first column's element in a row, and to the next one
} window_t;

// Whether the loop moves the last subscript alone (1), others alone (2), or none of both (0).
static int moved(const raise_box_t *box, const int64_t *steps) {
  bool others = false;
  for (size_t i = 0; i + 1 < box->rank; i++) others = others || steps[i] != 0;
  bool last = steps[box->rank - 1] != 0;
  return last && !others ? 1 : others && !last ? 2 : 0;
}

static bool make_window(raise_t *r, const raise_box_t *box, window_t *out_window) {
  if (box->local || !box->rank || !is_gathered_type(box->element)) return false;
  size_t last = box->rank - 1;
  if (box->stride[last] != 1 || !box->col || raise_col_stride(box) == 1) return false;
  window_t window = {.box = *box};
  raise_box_t *w = &window.box;
  bool column = !box->row && moved(box, box->col_step) == 2;
  if (!column && moved(box, box->col_step) != 1) return false;
  if (!column && box->row && moved(box, box->row_step) != 2) return false;
  if (column) { // its elements are rows of one
    w->row = box->col;
    w->rows = box->cols;
    memcpy(w->row_step, box->col_step, sizeof w->row_step);
  } else {
    window.step = box->col_step[last];
  }
  if (w->row && raise_row_stride(w) <= 0) return false;
  memset(w->col_step, 0, sizeof w->col_step);
  w->col_step[last] = 1;
  w->cols = w->size[last];
  int64_t first = 0, low = 0, size = 0;
  if (w->rows > 1) { // padded rows are not counted through: whole blocks, within what is touched
    w->cols = (w->cols + BLOCK - 1) / BLOCK * BLOCK;
    if (!raise_is_number(box->base[last], &first) ||
        !raise_touched(r, box->array, last, &low, &size) || size < w->cols)
      return false;
    int64_t start = first + w->cols > low + size ? low + size - w->cols : first;
    window.offset = first - start;
    isl_aff *base = isl_aff_add_constant_si(isl_aff_copy(box->base[last]), (int)(start - first));
    raise_set_base(r, w, last, raise_keep(r, base));
    w->size[last] = w->cols;
  }
  if (window.step < 0) window.offset -= window.step * (box->cols - 1);
  if (w->cols < 2 || w->rows > 4095 || w->rows * w->cols * BYTES > r->tile_bytes) return false;
  *out_window = window;
  return true;
}

bool raise_has_window(raise_t *r, const raise_box_t *box) {
  window_t window;
  return make_window(r, box, &window);
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

ptowsp_value_t *raise_load_window(raise_t *r, const raise_box_t *box) {
  window_t window;
  raise_value_t place, rows;
  if (!make_window(r, box, &window)) return NULL;
  ptowsp_value_t *around = raise_load_box(r, &window.box);
  if (!around) return NULL;
  bool column = window.step == 0;
  int64_t width = window.box.cols;
  if (!count(r, box->col, box->cols, column ? width : window.step, window.offset, &place))
    return NULL;
  if (box->row && (!count(r, box->row, box->rows, width, 0, &rows) ||
                   !raise_binary(r, PTOWSP_OP_ARITH_ADDI, &rows, &place, &place)))
    return NULL;
  ptowsp_value_t *indices =
      raise_expand(r, &place, ptowsp_type_i(r->context, 32), box->row, box->col);
  return gathered(r, around, indices);
}
