// Stores of elements that do not lie side by side: what surrounds them is loaded, they are put into
// their places, and the whole goes back.
//
//   for j in 0..32                          %y0 = tgather %re, (0, 0, 1, 1, …)
//     y[2 * j] = re[j]                →     %y1 = tgather %im, (0, 0, 1, 1, …)
//     y[2 * j + 1] = im[j]                  tstore (tsel (no, yes, no, yes, …), %y1, %y0), y[0..64]
//
// What lies between is written as it was, unless all of it is stored anew: then it is not even
// loaded. Tasks are ordered by the boxes around what they touch, so nobody else writes it at the
// same time.
#include "wsp_raise_loops_windows.h"

enum { MAX_PERIOD = 64, BLOCK = 8 };

bool raise_is_woven(raise_t *r, const raise_box_t *box) {
  raise_window_t window;
  if (!raise_window(r, box, &window)) return false;
  // Places in padded rows are not counted through.
  return !box->row || box->cols % BLOCK == 0;
}

// ---------------------------------------------------------------- places

static ptowsp_type_t single(raise_t *r) { return ptowsp_type_float(r->context, PTOWSP_FLOAT_F32); }
static ptowsp_type_t word(raise_t *r) { return ptowsp_type_i(r->context, 32); }

static ptowsp_value_t *counted(raise_t *r, int64_t extent) {
  ptowsp_type_t type = raise_tile_type(r, 1, extent, word(r), PTOWSP_MEMORY_UB);
  return type ? raise_single(r, PTOWSP_OP_PTO_TCI, type, raise_number(r, 0, word(r))) : NULL;
}

static ptowsp_value_t *in_rows(raise_t *r, ptowsp_value_t *line, int64_t rows) {
  if (!line || rows == 1) return line;
  ptowsp_type_t type = ptowsp_value_type(line);
  return raise_single(r, PTOWSP_OP_PTO_TCOLEXPAND,
                      raise_tile_type(r, rows, ptowsp_type_shape(type)[1],
                                      ptowsp_type_element(type), PTOWSP_MEMORY_UB),
                      line);
}

// For each place of a row, the number of the element that belongs there, or of the nearest one.
static ptowsp_value_t *numbers(raise_t *r, const raise_window_t *window, int64_t cols) {
  const int64_t period = window->period, before = window->phase / period;
  raise_value_t value = {.to = counted(r, window->box.cols)};
  if (!value.to || !raise_convert(r, &value, single(r))) return NULL;
  // Half a place away from where the quotient changes, its rounding does not matter.
  value.to = raise_with_number(r, PTOWSP_OP_PTO_TADDS, value.to, 0.5);
  value.to = raise_with_number(r, PTOWSP_OP_PTO_TMULS, value.to, 1.0 / (double)period);
  if (!value.to || !raise_convert(r, &value, word(r))) return NULL;
  ptowsp_value_t *n = value.to;
  if (before) n = raise_with_number(r, PTOWSP_OP_PTO_TADDS, n, -(double)before);
  if (before) n = raise_with_number(r, PTOWSP_OP_PTO_TMAXS, n, 0);
  if ((window->box.cols - 1) / period - before < cols) return n;
  return raise_with_number(r, PTOWSP_OP_PTO_TMINS, n, (double)(cols - 1));
}

// Where in a row the first element is.
static ptowsp_value_t *first_place(raise_t *r, const raise_window_t *window) {
  ptowsp_value_t *phase = raise_number(r, (double)window->phase, word(r));
  ptowsp_value_t *place = window->place ? raise_aff_value(r, window->place) : NULL;
  if (!window->place) return phase;
  if (!place) return NULL;
  place = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, place, word(r));
  if (!window->phase) return place;
  return ptowsp_build_binary(&r->b, PTOWSP_OP_ARITH_ADDI, place, phase);
}

// The elements, in all places around those that they have, and where these are.
static ptowsp_value_t *spread(raise_t *r, const raise_window_t *window, ptowsp_value_t *tile,
                              ptowsp_value_t **out_mask) {
  const int64_t cols = ptowsp_type_shape(ptowsp_value_type(tile))[1], rows = window->box.rows;
  ptowsp_value_t *n = numbers(r, window, cols);
  ptowsp_value_t *left =
      raise_pair(r, PTOWSP_OP_PTO_TSUB, counted(r, window->box.cols),
                 raise_with_number(r, PTOWSP_OP_PTO_TMULS, n, (double)window->period));
  left = in_rows(r, left, rows);
  if (!left) return NULL;
  ptowsp_value_t *place = first_place(r, window);
  if (!place) return NULL;
  *out_mask = raise_compare(r, 0, left, place);
  if (window->falling)
    n = raise_with_number(r, PTOWSP_OP_PTO_TADDS,
                          raise_single(r, PTOWSP_OP_PTO_TNEG, ptowsp_value_type(n), n),
                          (double)(cols - 1));
  n = in_rows(r, n, rows);
  if (rows > 1) {
    ptowsp_value_t *row = raise_with_number(r, PTOWSP_OP_PTO_TMULS, counted(r, rows), (double)cols);
    row = raise_single(r, PTOWSP_OP_PTO_TRESHAPE,
                       raise_tile_type(r, rows, 1, word(r), PTOWSP_MEMORY_UB), row);
    row = n ? raise_single(r, PTOWSP_OP_PTO_TROWEXPAND, ptowsp_value_type(n), row) : NULL;
    n = raise_pair(r, PTOWSP_OP_PTO_TADD, n, row);
  }
  if (!n) return NULL;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(tile));
  ptowsp_type_t type = raise_tile_type(r, rows, window->box.cols, element, PTOWSP_MEMORY_UB);
  return type ? raise_tile_op(r, PTOWSP_OP_PTO_TGATHER, type, (ptowsp_value_t *[]){tile, n}, 2)
              : NULL;
}

// The same for a column.
static ptowsp_value_t *spread_column(raise_t *r, const raise_window_t *window, ptowsp_value_t *tile,
                                     ptowsp_value_t **out_mask) {
  const int64_t rows = window->box.rows, cols = window->box.cols;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(tile));
  ptowsp_value_t *place = first_place(r, window);
  ptowsp_value_t *count = in_rows(r, counted(r, cols), rows);
  if (!place || !count) return NULL;
  *out_mask = raise_compare(r, 0, count, place);
  if (rows > 1)
    tile = raise_single(r, PTOWSP_OP_PTO_TRESHAPE,
                        raise_tile_type(r, rows, 1, element, PTOWSP_MEMORY_UB), tile);
  ptowsp_type_t type = raise_tile_type(r, rows, cols, element, PTOWSP_MEMORY_UB);
  return raise_single(r, PTOWSP_OP_PTO_TROWEXPAND, type, tile);
}

// ---------------------------------------------------------------- stores

// What was woven into a window so far by the same period, for the tile it holds now.
static raise_woven_t *find_woven(raise_t *r, const raise_window_t *window, ptowsp_value_t *tile) {
  for (size_t i = r->woven.size; i-- > 0;) {
    raise_woven_t *woven = &r->woven.data[i];
    bool same = woven->merged == tile && woven->period == window->period;
    if (same && raise_box_equal(woven->box, &window->box)) return woven;
  }
  return NULL;
}

static ptowsp_value_t *selected(raise_t *r, ptowsp_value_t *mask, ptowsp_value_t *yes,
                                ptowsp_value_t *no) {
  if (!mask || !yes || !no) return NULL;
  return raise_tile_op(r, PTOWSP_OP_PTO_TSEL, ptowsp_value_type(yes),
                       (ptowsp_value_t *[]){mask, yes, no}, 3);
}

static uint64_t all_phases(const raise_window_t *window) {
  return window->period == MAX_PERIOD ? UINT64_MAX : (UINT64_C(1) << window->period) - 1;
}

// Whether the window's rows are whole periods.
static bool is_whole(const raise_window_t *window, int64_t cols) {
  if (window->place) return false;
  if (window->column) return true;
  return window->period <= MAX_PERIOD && window->box.cols == window->period * cols &&
         window->phase < window->period;
}

bool raise_weave(raise_t *r, const raise_box_t *box, ptowsp_value_t *tile) {
  raise_window_t window;
  ptowsp_value_t *mask = NULL;
  if (!raise_window(r, box, &window))
    return raise_fail(r, r->b.loc, true, "the elements around those written are not known");
  if (!raise_fits(r, &window, box)) return false;
  ptowsp_value_t *old = raise_load_box(r, &window.box), *line = tile;
  tile = old ? raise_as_words(r, tile) : NULL;
  if (!tile) return false;
  tile = window.column ? spread_column(r, &window, tile, &mask) : spread(r, &window, tile, &mask);
  ptowsp_value_t *merged = selected(r, mask, tile, raise_as_words(r, old));
  raise_woven_t *before = find_woven(r, &window, old);
  raise_woven_t woven = {
      .box = raise_keep_box(r, &window.box), .fresh = tile, .period = window.period};
  if (is_whole(&window, box->cols)) woven.phases = UINT64_C(1) << window.phase;
  if (before) {
    woven.fresh = selected(r, mask, tile, before->fresh);
    woven.phases |= before->phases;
  }
  if (woven.phases && woven.phases == all_phases(&window)) merged = woven.fresh;
  woven.merged =
      merged ? raise_from_words(r, merged, ptowsp_type_element(ptowsp_value_type(old))) : NULL;
  if (!woven.merged) return false;
  ptowsp_vec_push(&r->woven, woven);
  if (!raise_store_around(r, &window.box, box, woven.merged)) return false;
  raise_known_t known = {raise_keep_box(r, box), line, NULL};
  ptowsp_vec_push(&r->known, known);
  return true;
}
