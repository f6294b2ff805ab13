// Tiles whose elements are known when the kernel is compiled, and what is gathered by them.
//
// Rows read backwards, with a stride or interleaved are gathers, whose indices raised code counts
// out: a number for the row plus one for the column. Where both are known no index is computed: a
// vector of the result is a shuffle of the few vectors in memory that it comes from.
#include <math.h>

#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

enum { MAX_TABLE = 1 << 16, MAX_DEPTH = 32 };

// ---------------------------------------------------------------- tables

// Element (r, c) is row[r] + col[c]; NULL stands for zeros. Integers lie within i32.
typedef struct ptowsp_jit_table {
  const double *row, *col;
  int64_t rows, cols;
} table_t;

static bool table_of(ptowsp_lower_t *l, const ptowsp_value_t *value, unsigned depth,
                     table_t *out_table);

static bool fits(ptowsp_type_t element, double value) {
  if (ptowsp_type_is_float(element)) return isfinite(value);
  double bound = ldexp(1, (int)ptowsp_type_width(element) - 1);
  return value >= -bound && value < bound;
}

static bool is_f32_or_int(ptowsp_type_t element) {
  if (!ptowsp_type_is_float(element)) return ptowsp_type_width(element) <= 32;
  return ptowsp_type_float_kind(element) == PTOWSP_FLOAT_F32;
}

static bool scalar_constant(const ptowsp_value_t *value, double *out_value) {
  int64_t number;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_value_constant(value, &number)) {
    *out_value = (double)number;
    return true;
  }
  ptowsp_attr_t attr =
      op && ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) ? ptowsp_op_attr(op, "value") : NULL;
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_FLOAT) return false;
  *out_value = ptowsp_attr_float_value(attr);
  return true;
}

static double *numbers(ptowsp_lower_t *l, int64_t count, double first, double step) {
  double *list = PTOWSP_ARENA_NEW(l->arena, double, (size_t)count);
  for (int64_t i = 0; i < count; i++) list[i] = first + step * (double)i;
  return list;
}

// What an instruction makes of two elements (of one, b = 0). False: not known here.
static bool apply(const ptowsp_lowering_t *row, ptowsp_type_t element, double a, double b,
                  double *out_value) {
  bool is_float = ptowsp_type_is_float(element);
  double value;
  if (row->lower == ptowsp_lower_tile_negate) {
    value = -a;
  } else if (row->lower == ptowsp_lower_tmov) {
    value = is_float ? (double)(float)a : trunc(a);
  } else if (row->lower == ptowsp_lower_tile_shift && row->what == LLVMAShr && b >= 0 && b < 32) {
    value = floor(ldexp(a, -(int)b));
  } else if (row->lower == ptowsp_lower_tile_arith && row->what == PTOWSP_ARITH_ADD) {
    value = a + b;
  } else if (row->lower == ptowsp_lower_tile_arith && row->what == PTOWSP_ARITH_SUB) {
    value = a - b;
  } else if (row->lower == ptowsp_lower_tile_arith && row->what == PTOWSP_ARITH_MUL) {
    value = a * b;
  } else {
    return false;
  }
  // A sum or product of singles is exact in double, or rounds to the same.
  *out_value = is_float ? (double)(float)value : value;
  return fits(element, *out_value);
}

// Of tables along one dimension, element by element.
static bool map(ptowsp_lower_t *l, const ptowsp_op_t *op, const double *a, const double *b,
                double scalar, int64_t count, const double **out_list) {
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
  double *list = PTOWSP_ARENA_NEW(l->arena, double, (size_t)count);
  for (int64_t i = 0; i < count; i++)
    if (!apply(row, element, a[i], b ? b[i] : scalar, &list[i])) return false;
  *out_list = list;
  return true;
}

// A sum, whose sides may go along different dimensions.
static bool add_tables(ptowsp_lower_t *l, const ptowsp_op_t *op, const table_t *a, const table_t *b,
                       table_t *out) {
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool across =
      (a->row && b->col && !a->col && !b->row) || (a->col && b->row && !a->row && !b->col);
  if (across && !ptowsp_type_is_float(element) && ptowsp_op_is(op, PTOWSP_OP_PTO_TADD)) {
    out->row = a->row ? a->row : b->row;
    out->col = a->col ? a->col : b->col;
    return true;
  }
  if (a->row && !a->col && b->row && !b->col)
    return map(l, op, a->row, b->row, 0, a->rows, &out->row);
  if (a->col && !a->row && b->col && !b->row)
    return map(l, op, a->col, b->col, 0, a->cols, &out->col);
  return false;
}

static bool table_of_elementwise(ptowsp_lower_t *l, ptowsp_op_t *op, unsigned depth, table_t *out) {
  table_t a, b;
  double scalar = 0;
  if (ptowsp_op_attr(op, "rounding") || !table_of(l, ptowsp_op_operand(op, 0), depth + 1, &a))
    return false;
  if (ptowsp_op_operand_count(op) == 2) {
    ptowsp_value_t *second = ptowsp_op_operand(op, 1);
    if (ptowsp_type_kind(ptowsp_value_type(second)) == PTOWSP_TYPE_TILE)
      return table_of(l, second, depth + 1, &b) && add_tables(l, op, &a, &b, out);
    if (!scalar_constant(second, &scalar)) return false;
  }
  if (a.row && a.col) return false;
  return a.row ? map(l, op, a.row, NULL, scalar, a.rows, &out->row)
               : a.col && map(l, op, a.col, NULL, scalar, a.cols, &out->col);
}

static bool table_of_moved(ptowsp_lower_t *l, ptowsp_op_t *op, unsigned depth, table_t *out) {
  table_t a;
  if (!table_of(l, ptowsp_op_operand(op, 0), depth + 1, &a) || (a.row && a.col)) return false;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TCOLEXPAND)) {
    out->col = a.rows == 1 ? a.col : NULL;
  } else if (ptowsp_op_is(op, PTOWSP_OP_PTO_TROWEXPAND)) {
    out->row = a.cols == 1 ? a.row : NULL;
  } else { // a line that becomes one of the other direction
    bool swaps = a.rows == out->cols && a.cols == out->rows && (a.rows == 1 || a.cols == 1);
    out->row = swaps ? a.col : NULL;
    out->col = swaps ? a.row : NULL;
  }
  return out->row || out->col;
}

static bool table_of(ptowsp_lower_t *l, const ptowsp_value_t *value, unsigned depth,
                     table_t *out_table) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  const ptowsp_lowering_t *row = op ? ptowsp_lowering_of(ptowsp_op_id(op)) : NULL;
  if (!row || depth > MAX_DEPTH || ptowsp_type_kind(ptowsp_value_type(value)) != PTOWSP_TYPE_TILE)
    return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(value));
  if (tile.rows > MAX_TABLE || tile.cols > MAX_TABLE || !is_f32_or_int(tile.element)) return false;
  *out_table = (table_t){.rows = tile.rows, .cols = tile.cols};
  double start;
  if (row->lower == ptowsp_lower_iota) {
    if (tile.rows != 1 || !scalar_constant(ptowsp_op_operand(op, 0), &start) ||
        !fits(tile.element, start + (double)tile.cols))
      return false;
    out_table->col = numbers(l, tile.cols, start, 1);
    return true;
  }
  if (row->lower == ptowsp_lower_expand || row->lower == ptowsp_lower_reshape)
    return table_of_moved(l, op, depth, out_table);
  if (row->lower == ptowsp_lower_tile_arith || row->lower == ptowsp_lower_tile_negate ||
      row->lower == ptowsp_lower_tile_shift || row->lower == ptowsp_lower_tmov)
    return table_of_elementwise(l, op, depth, out_table);
  return false;
}

// ---------------------------------------------------------------- gathers

// Where the elements lie in the source: at (row_first + row_step * row) rows and col[column]
// elements; `flat`: the rows are elements too.
struct ptowsp_jit_gather {
  int64_t row_first, row_step;
  int64_t *col;
  int64_t rows, cols;
  int64_t source_rows, source_cols;
  bool flat;
};

static int64_t first_row(const ptowsp_jit_gather_t *g) {
  int64_t last = g->row_first + g->row_step * (g->rows - 1);
  return g->row_first < last ? g->row_first : last;
}

static int64_t last_row(const ptowsp_jit_gather_t *g) {
  int64_t last = g->row_first + g->row_step * (g->rows - 1);
  return g->row_first < last ? last : g->row_first;
}

// Whether neighbours come from near each other: else there is no vector that holds many of them,
// and a loop that loads them singly compiles faster than what inserts them lane by lane.
static bool is_near(const table_t *t) {
  enum { FARTHEST = 4 };
  for (int64_t c = 1; t->col && c < t->cols; c++)
    if (fabs(t->col[c] - t->col[c - 1]) > FARTHEST) return false;
  return true;
}

// Splits indices that are linear in the row. False: they are not, or not all of them exist.
static bool split(const table_t *t, ptowsp_jit_gather_t *g) {
  double first = t->row ? t->row[0] : 0;
  double step = t->row && t->rows > 1 ? t->row[1] - t->row[0] : 0;
  for (int64_t r = 0; t->row && r < t->rows; r++)
    if (t->row[r] != first + step * (double)r) return false;
  // Whole rows of the source stay rows, the rest goes to the columns.
  double length = (double)g->source_cols, shift = first - floor(first / length) * length;
  double low = INFINITY, high = -INFINITY;
  for (int64_t c = 0; c < t->cols; c++) {
    double at = (t->col ? t->col[c] : 0) + shift;
    low = at < low ? at : low, high = at > high ? at : high;
    g->col[c] = (int64_t)at;
  }
  g->flat = fmod(step, length) != 0 || low < 0 || high >= length;
  if (g->flat) {
    g->row_first = (int64_t)(first - shift), g->row_step = (int64_t)step;
    return (double)first_row(g) + low >= 0 &&
           (double)last_row(g) + high < length * (double)g->source_rows;
  }
  g->row_first = (int64_t)((first - shift) / length), g->row_step = (int64_t)(step / length);
  return first_row(g) >= 0 && last_row(g) < g->source_rows;
}

ptowsp_jit_gather_t *ptowsp_table_gather(ptowsp_lower_t *l, ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_PTO_TGATHER)) return NULL;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  table_t table;
  if (!table_of(l, ptowsp_op_operand(op, 1), 0, &table) || table.rows != result.rows ||
      table.cols != result.cols)
    return NULL;
  ptowsp_jit_gather_t *g = PTOWSP_ARENA_NEW(l->arena, ptowsp_jit_gather_t, 1);
  *g = (ptowsp_jit_gather_t){.source_rows = source.rows,
                             .source_cols = source.cols,
                             .rows = result.rows,
                             .cols = result.cols,
                             .col = PTOWSP_ARENA_NEW(l->arena, int64_t, (size_t)result.cols)};
  return is_near(&table) && split(&table, g) ? g : NULL;
}

bool ptowsp_gather_is_flat(const ptowsp_jit_gather_t *g) { return g->flat; }

// One vector of the result, relative to the column of its first element.
typedef struct {
  const int64_t *col;
  int64_t count;     // of vectors like it
  int64_t step;      // from one to the next
  int64_t low, high; // of the elements read
} pattern_t;

// The vector that starts at column `from`, or (from < 0) any whole one. False: they are not alike.
static bool find_pattern(const ptowsp_jit_gather_t *g, int64_t from, const ptowsp_jit_place_t *at,
                         pattern_t *p) {
  *p = (pattern_t){.col = g->col + (from < 0 ? 0 : from),
                   .count = from < 0 ? g->cols / at->lanes : 1};
  for (unsigned i = 0; i < at->live; i++) {
    int64_t place = p->col[i] - p->col[0];
    if (place < p->low) p->low = place;
    if (place > p->high) p->high = place;
  }
  if (p->count > 1) p->step = p->col[at->lanes] - p->col[0];
  for (int64_t k = 1; k < p->count; k++)
    for (unsigned i = 0; i < at->lanes; i++)
      if (p->col[k * at->lanes + i] != p->col[i] + k * p->step) return false;
  return true;
}

// Moves or widens the window to `lanes` elements, if all of them exist in every vector.
static bool fit_window(const ptowsp_jit_gather_t *g, int64_t stride, pattern_t *p, unsigned lanes) {
  if (g->flat) stride = 1;
  int64_t end = (g->source_rows - 1) * (g->flat ? g->source_cols : stride) + g->source_cols;
  int64_t last = p->col[0] + (p->count - 1) * p->step;
  int64_t least = first_row(g) * stride + (last < p->col[0] ? last : p->col[0]);
  int64_t most = last_row(g) * stride + (last < p->col[0] ? p->col[0] : last);
  for (int64_t low = p->low; low + lanes > p->high; low--) {
    if (least + low < 0) return false;
    if (most + low + lanes > end) continue;
    p->low = low, p->high = low + lanes - 1;
    return true;
  }
  return false;
}

static LLVMValueRef gather_lane(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                LLVMValueRef start, int64_t offset) {
  LLVMValueRef index = LLVMBuildNSWAdd(l->builder, start, ptowsp_lower_i64(l, offset), "");
  return ptowsp_emit_load(l, source->element, source->tile.base, index, 1);
}

// Lanes that lie far apart are loaded one by one.
static LLVMValueRef gather_lanes(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                 LLVMValueRef start, const pattern_t *p,
                                 const ptowsp_jit_place_t *at) {
  LLVMTypeRef type = ptowsp_lower_type(l, source->element);
  if (at->lanes == 1) return gather_lane(l, source, start, 0);
  LLVMValueRef value = LLVMGetPoison(ptowsp_lanes_type(type, at->lanes));
  for (unsigned i = 0; i < at->live; i++) {
    LLVMValueRef lane = gather_lane(l, source, start, p->col[i] - p->col[0]);
    value = LLVMBuildInsertElement(l->builder, value, lane, ptowsp_lower_i64(l, i), "");
  }
  return value;
}

// The elements from the lowest to the highest, and a shuffle of them.
static LLVMValueRef gather_window(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                  LLVMValueRef start, pattern_t *p, const ptowsp_jit_place_t *at) {
  unsigned lanes = 1;
  while (lanes < p->high - p->low + 1) lanes *= 2;
  fit_window(source->gather, source->tile.stride, p, lanes);
  unsigned live = (unsigned)(p->high - p->low + 1);
  LLVMValueRef low = LLVMBuildNSWAdd(l->builder, start, ptowsp_lower_i64(l, p->low), "");
  ptowsp_jit_place_t window = {ptowsp_lower_i64(l, 0), low, lanes, live};
  LLVMValueRef value = ptowsp_emit_place_load(l, source->element, &source->tile, &window);
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  LLVMValueRef mask[PTOWSP_JIT_MAX_LANES];
  for (unsigned i = 0; i < at->lanes; i++)
    mask[i] = i < at->live ? LLVMConstInt(i32, (uint64_t)(p->col[i] - p->col[0] - p->low), false)
                           : LLVMGetPoison(i32);
  if (lanes == 1) return ptowsp_lower_splat(l, value, at->lanes);
  return LLVMBuildShuffleVector(l->builder, value, LLVMGetPoison(LLVMTypeOf(value)),
                                LLVMConstVector(mask, at->lanes), "");
}

// The column's number in the source, from a list of all.
static LLVMValueRef column_at(ptowsp_lower_t *l, LLVMValueRef list, LLVMValueRef col) {
  LLVMTypeRef word = LLVMInt64TypeInContext(l->llvm);
  LLVMValueRef address = LLVMBuildInBoundsGEP2(l->builder, word, list, &col, 1, "");
  return LLVMBuildLoad2(l->builder, word, address, "");
}

static LLVMValueRef list_columns(ptowsp_lower_t *l, const ptowsp_jit_gather_t *g) {
  LLVMTypeRef word = LLVMInt64TypeInContext(l->llvm);
  LLVMValueRef *list = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, (size_t)g->cols);
  for (int64_t i = 0; i < g->cols; i++) list[i] = ptowsp_lower_i64(l, g->col[i]);
  LLVMValueRef global =
      LLVMAddGlobal(l->module, LLVMArrayType2(word, (uint64_t)g->cols), "columns");
  LLVMSetInitializer(global, LLVMConstArray2(word, list, (uint64_t)g->cols));
  LLVMSetGlobalConstant(global, true);
  LLVMSetLinkage(global, LLVMPrivateLinkage);
  return global;
}

// Where no two vectors are alike.
static LLVMValueRef gather_singly(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                  LLVMValueRef row, const ptowsp_jit_place_t *at) {
  LLVMValueRef list = list_columns(l, source->gather);
  LLVMTypeRef type = ptowsp_lower_type(l, source->element);
  LLVMValueRef value = LLVMGetPoison(ptowsp_lanes_type(type, at->lanes));
  for (unsigned i = 0; i < at->live; i++) {
    LLVMValueRef col = LLVMBuildNSWAdd(l->builder, at->col, ptowsp_lower_i64(l, i), "");
    LLVMValueRef index = LLVMBuildNSWAdd(l->builder, row, column_at(l, list, col), "");
    LLVMValueRef lane = ptowsp_emit_load(l, source->element, source->tile.base, index, 1);
    if (at->lanes == 1) return lane;
    value = LLVMBuildInsertElement(l->builder, value, lane, ptowsp_lower_i64(l, i), "");
  }
  return value;
}

LLVMValueRef ptowsp_emit_gathered(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                  const ptowsp_jit_place_t *at) {
  const ptowsp_jit_gather_t *g = source->gather;
  LLVMBuilderRef b = l->builder;
  enum { WIDEST = 4 };
  bool known = LLVMIsAConstantInt(at->col) != NULL;
  int64_t from = known ? LLVMConstIntGetSExtValue(at->col) : 0;
  pattern_t p;
  LLVMValueRef row = LLVMBuildNSWMul(b, at->row, ptowsp_lower_i64(l, g->row_step), "");
  row = LLVMBuildNSWAdd(b, row, ptowsp_lower_i64(l, g->row_first), "");
  row = LLVMBuildNSWMul(b, row, ptowsp_lower_i64(l, g->flat ? 1 : source->tile.stride), "");
  if (!find_pattern(g, known ? from : -1, at, &p)) return gather_singly(l, source, row, at);
  LLVMValueRef start = LLVMBuildNSWAdd(b, row, ptowsp_lower_i64(l, p.col[0]), "");
  if (!known && p.step) {
    LLVMValueRef number = LLVMBuildExactSDiv(b, at->col, ptowsp_lower_i64(l, at->lanes), "");
    number = LLVMBuildNSWMul(b, number, ptowsp_lower_i64(l, p.step), "");
    start = LLVMBuildNSWAdd(b, start, number, "");
  }
  bool near = p.high - p.low < (int64_t)WIDEST * at->lanes &&
              p.high - p.low < PTOWSP_JIT_MAX_LANES && at->lanes > 1;
  return near ? gather_window(l, source, start, &p, at) : gather_lanes(l, source, start, &p, at);
}
