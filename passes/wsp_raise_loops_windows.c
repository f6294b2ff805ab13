// Windows: rows of neighbouring elements around those of a box that do not lie side by side. They
// are what is loaded and stored; elements are gathered from them and woven into them.
//
//   x[2 * j + 1], x[i][3 * j]      the rows of x, or what of them holds whole periods
//   x[i][5], x[i][k]               the rows of x, or eight columns of them
//   x[i][1] of float x[64][3]      all of x, as one row; also diagonals
#include <stdlib.h>
#include <string.h>

#include "wsp_raise_loops_windows.h"

enum { BLOCK = 8, MAX_PERIOD = 64 }; // elements of a padded row of words

static bool is_word(ptowsp_type_t element) {
  bool number = ptowsp_type_is_float(element) || ptowsp_type_is_integer(element);
  return number && ptowsp_type_width(element) <= 32;
}

// ---------------------------------------------------------------- rows

// Whether two boxes differ by where in a row they begin, at most; by how much.
static bool is_beside(const raise_box_t *a, const raise_box_t *b, int64_t *out_distance) {
  if (a->array != b->array || a->rank != b->rank || a->rows != b->rows || a->cols != b->cols)
    return false;
  for (size_t i = 0; i < a->rank; i++) {
    if (a->row_step[i] != b->row_step[i] || a->col_step[i] != b->col_step[i]) return false;
    if (!raise_box_distance(a, b, i, out_distance)) return false;
    if (i + 1 < a->rank && *out_distance != 0) return false;
  }
  return true;
}

// What lies between the box and the first and the last of those that the nest touches beside it.
static void find_group(const raise_t *r, const raise_box_t *box, int64_t period, int64_t *out_low,
                       int64_t *out_high) {
  *out_low = *out_high = 0;
  for (size_t i = 0; i < r->accesses.size; i++) {
    int64_t distance = 0;
    if (!is_beside(box, r->accesses.data[i].box, &distance) || llabs(distance) >= period) continue;
    if (distance < *out_low && *out_high - distance < period) *out_low = distance;
    if (distance > *out_high && distance - *out_low < period) *out_high = distance;
  }
}

// Begins the window's rows so many elements before the box, and gives them an extent.
static void place_window(raise_t *r, raise_window_t *window, int64_t before, int64_t width) {
  raise_box_t *w = &window->box;
  size_t last = w->rank - 1;
  isl_aff *base = isl_aff_add_constant_si(isl_aff_copy(w->base[last]), -(int)before);
  raise_set_base(r, w, last, raise_keep(r, base));
  w->size[last] = w->cols = width;
  window->phase = before;
}

// Rows that hold whole periods, if what the kernel touches goes so far; several rows are of whole
// blocks.
static bool surround(raise_t *r, raise_window_t *window, const raise_box_t *box) {
  int64_t low = 0, high = 0, first = 0, start = 0, size = 0;
  size_t last = box->rank - 1;
  find_group(r, box, window->period, &low, &high);
  int64_t before = -low, width = high - low + box->size[last], whole = window->period * box->cols;
  if (raise_is_number(box->base[last], &first) &&
      raise_touched(r, box->array, last, &start, &size)) {
    int64_t end = start + size;
    int64_t begin = first - before + whole > end ? end - whole : first - before;
    if (begin >= start && begin > first - window->period && whole >= width) {
      before = first - begin;
      width = whole;
    }
    if (box->row && width % BLOCK) {
      width = (width + BLOCK - 1) / BLOCK * BLOCK;
      begin = first - before + width > end ? end - width : first - before;
      if (begin < start) return false;
      before = first - begin;
    }
  }
  place_window(r, window, before, width);
  return !box->row || width % BLOCK == 0;
}

// ---------------------------------------------------------------- columns

// Whether the rows of the array follow one another in a dimension and those behind it, as far as
// the kernel touches them; where the box begins in these. In the last one it may vary.
static bool is_dense(raise_t *r, const raise_box_t *box, size_t from, int64_t low[],
                     int64_t first[], bool *out_varies) {
  *out_varies = false;
  for (size_t i = from; i < box->rank; i++) {
    int64_t size = 0;
    if (!raise_touched(r, box->array, i, &low[i], &size) ||
        __builtin_mul_overflow(size, box->stride[i], &size) || size != box->stride[i - 1])
      return false;
    if (raise_is_number(box->base[i], &first[i])) continue;
    if (i + 1 < box->rank || box->col_step[i] || box->row_step[i]) return false;
    first[i] = low[i];
    *out_varies = true;
  }
  return true;
}

// A column or a diagonal of an array whose rows follow one another: the array as one row.
static bool flatten(raise_t *r, raise_window_t *window, const raise_box_t *box) {
  int64_t low[RAISE_MAX_DIMS], first[RAISE_MAX_DIMS], start = 0, step = raise_col_stride(box);
  size_t from = 0;
  raise_box_t *w = &window->box;
  while (from < box->rank && !box->col_step[from]) from++;
  if (from + 1 >= box->rank || step == 0 || box->row_step[from]) return false;
  bool varies = false;
  if (!is_dense(r, box, from + 1, low, first, &varies)) return false;
  for (size_t i = from; i < box->rank; i++) {
    int64_t at = i > from ? first[i] - low[i] : 0;
    if (box->col_step[i] < 0) at -= box->col_step[i] * (box->cols - 1);
    if (__builtin_mul_overflow(at, box->stride[i], &at) ||
        __builtin_add_overflow(start, at, &start) || start > PTOWSP_MOST_ELEMENTS ||
        start < -PTOWSP_MOST_ELEMENTS)
      return false;
    if (i == from) continue;
    isl_aff *bottom = raise_constant_form(r, low[i]);
    if (varies && i + 1 == box->rank) window->place = raise_minus(r, box->base[i], bottom);
    raise_set_base(r, w, i, bottom);
    w->size[i] = box->stride[i - 1] / box->stride[i];
  }
  window->falling = step < 0;
  window->period = llabs(step);
  window->phase = step < 0 ? start + step * (box->cols - 1) : start;
  if (window->phase < 0) return false; // in front of what is touched
  w->cols = box->size[from] * box->stride[from];
  return !box->row || w->cols % BLOCK == 0;
}

static int64_t block_start(int64_t element, int64_t first, int64_t size, int64_t block) {
  int64_t start = first + (element - first) / block * block;
  return start + block > first + size ? first + size - block : start;
}

// The elements around a column, in rows of some: of one of equal blocks, or, where it varies, all.
static bool surround_column(raise_t *r, raise_window_t *window, const raise_box_t *box) {
  int64_t first = 0, low = 0, size = 0;
  size_t last = box->rank - 1;
  raise_box_t *w = &window->box;
  window->column = true;
  w->row = box->col;
  w->rows = box->cols;
  memcpy(w->row_step, box->col_step, sizeof w->row_step);
  if (raise_row_stride(w) <= 0 || !raise_touched(r, box->array, last, &low, &size) || size < BLOCK)
    return false;
  if (raise_is_number(box->base[last], &first)) {
    if (first < low || first - low >= size) return false; // no element of the array
    place_window(r, window, first - block_start(first, low, size, BLOCK), BLOCK);
    window->period = BLOCK;
    return true;
  }
  raise_set_base(r, w, last, raise_constant_form(r, low));
  w->size[last] = w->cols = size;
  window->place = raise_minus(r, box->base[last], w->base[last]);
  return size % BLOCK == 0;
}

// ---------------------------------------------------------------- both

// How steps move an access: along rows of neighbouring elements (1), from row to row (2), or
// neither (0).
static int moved(const raise_box_t *box, const int64_t *steps) {
  bool others = false;
  for (size_t i = 0; i + 1 < box->rank; i++) others = others || steps[i] != 0;
  bool last = steps[box->rank - 1] != 0;
  return last && !others ? 1 : others && !last ? 2 : 0;
}

bool raise_window(raise_t *r, const raise_box_t *box, raise_window_t *out_window) {
  if (box->local || !box->rank || !box->col || !is_word(box->element)) return false;
  size_t last = box->rank - 1;
  if (box->stride[last] != 1 || raise_col_stride(box) == 1) return false;
  raise_window_t window = {.box = *box};
  raise_box_t *w = &window.box;
  int how = moved(box, box->col_step);
  memset(w->col_step, 0, sizeof w->col_step);
  w->col_step[last] = 1;
  if (box->row && (moved(box, box->row_step) != 2 || raise_row_stride(box) <= 0)) return false;
  bool ok = false;
  if (how == 1) {
    window.period = llabs(box->col_step[last]);
    window.falling = box->col_step[last] < 0;
    ok = window.period <= MAX_PERIOD && surround(r, &window, box);
  } else {
    bool narrow = how == 0 || box->row || llabs(raise_col_stride(box)) <= 2 * BLOCK;
    raise_window_t blocks = window;
    if (!narrow && surround_column(r, &blocks, box))
      window = blocks, ok = true;
    else
      ok = flatten(r, &window, box);
    if (!ok && how == 2 && !box->row) ok = surround_column(r, &window, box);
  }
  if (ok) *out_window = window;
  return ok;
}

bool raise_fits(raise_t *r, const raise_window_t *window, const raise_box_t *box) {
  enum { BYTES = 4, MAX_ROWS = 4095, MAX_COLS = 1 << 20 }; // places are divided as singles
  int64_t bytes = window->box.rows * window->box.cols * BYTES;
  if (bytes <= r->tile_bytes && window->box.rows <= MAX_ROWS && window->box.cols <= MAX_COLS)
    return true;
  // It goes in parts.
  r->large.bytes = bytes;
  r->large.rows = box->rows;
  r->large.cols = box->cols;
  return raise_fail(r, r->b.loc, true, "the elements around those touched are too many for a tile");
}
