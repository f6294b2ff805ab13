// pto: reductions of columns, expansions of rows and columns, and operations with a part of a tile.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// The row's operation.
static LLVMValueRef emit_line(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const LLVMValueRef *operands) {
  if (e->row->what != PTOWSP_LINE_EXPDIF) return ptowsp_emit_expr_arith(l, e, operands);
  LLVMValueRef difference =
      ptowsp_emit_arith(l, PTOWSP_ARITH_SUB, e->result, operands[0], operands[1]);
  return ptowsp_emit_tile_math(l, PTOWSP_OP_MATH_EXP, e->result, difference);
}

// lhs op the line that is read as `kind` says.
static void bind_line(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op,
                      const ptowsp_jit_tile_t *tile, ptowsp_source_kind_t kind) {
  ptowsp_jit_expr_t e = {.row = row,
                         .emit = emit_line,
                         .result = tile->element,
                         .rows = tile->rows,
                         .cols = tile->cols,
                         .source_count = 2};
  for (size_t i = 0; i < 2; i++)
    e.sources[i] =
        (ptowsp_jit_source_t){.kind = i ? kind : PTOWSP_SOURCE_SAME,
                              .element = tile->element,
                              .tile = ptowsp_lower_elements(l, ptowsp_op_operand(op, i))};
  ptowsp_lower_bind_expr(l, op, &e);
}

// lhs[r][c] op rhs[r][0].
bool ptowsp_lower_row_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t column = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  if (column.cols != 1 || column.rows != tile.rows || column.element != tile.element ||
      ptowsp_value_type(ptowsp_op_result(op, 0)) != tile.type)
    return ptowsp_lower_refuse(l, op, "the second tile must be one column of the first's rows");
  bind_line(l, row, op, &tile, PTOWSP_SOURCE_COLUMN);
  return true;
}

// lhs[r][c] op rhs[0][c].
bool ptowsp_lower_col_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t line = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  if (line.rows != 1 || line.cols != tile.cols || line.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the second tile must be one row of the first's columns");
  bind_line(l, row, op, &tile, PTOWSP_SOURCE_ROW);
  return true;
}

typedef struct {
  ptowsp_arith_t what;
  ptowsp_type_t element;
  ptowsp_jit_elements_t whole, part, target;
} part_t;

static void join_part(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const part_t *p = data;
  LLVMValueRef a = ptowsp_emit_place_load(l, p->element, &p->whole, at);
  LLVMValueRef b = ptowsp_emit_place_load(l, p->element, &p->part, at);
  ptowsp_emit_place_store(l, p->element, ptowsp_emit_arith(l, p->what, p->element, a, b),
                          &p->target, at);
}

// lhs, and where rhs has elements lhs op rhs.
bool ptowsp_lower_part(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t part = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  if (part.rows > tile.rows || part.cols > tile.cols || part.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the second tile must lie within the first");
  LLVMValueRef whole = ptowsp_lower_operand(l, op, 0), smaller = ptowsp_lower_operand(l, op, 1);
  part_t p = {.what = (ptowsp_arith_t)row->what, .element = tile.element};
  p.whole = (ptowsp_jit_elements_t){.base = whole, .stride = tile.cols};
  p.part = (ptowsp_jit_elements_t){.base = smaller, .stride = part.cols};
  p.target =
      (ptowsp_jit_elements_t){.base = ptowsp_lower_result_buffer(l, op), .stride = tile.cols};
  ptowsp_emit_tile_copy(l, tile.type, whole, p.target.base);
  unsigned lanes = ptowsp_lanes_for((unsigned)ptowsp_type_bytes(tile.element));
  ptowsp_emit_places(l, part.rows, part.cols, lanes, join_part, &p);
  return true;
}

// Every column, or (row->what) every row, is the source's first.
bool ptowsp_lower_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool fits = row->what ? source.cols == result.cols : source.rows == result.rows;
  if (!fits || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the result must have the source's elements and %s",
                               row->what ? "columns" : "rows");
  ptowsp_jit_expr_t e = {.row = row,
                         .emit = ptowsp_emit_expr_value,
                         .result = result.element,
                         .rows = result.rows,
                         .cols = result.cols,
                         .source_count = 1};
  e.sources[0] = (ptowsp_jit_source_t){.kind = row->what ? PTOWSP_SOURCE_ROW : PTOWSP_SOURCE_COLUMN,
                                       .element = source.element,
                                       .tile = ptowsp_lower_elements(l, ptowsp_op_operand(op, 0))};
  ptowsp_lower_bind_expr(l, op, &e);
  return true;
}

bool ptowsp_is_other_width(const ptowsp_op_t *op) {
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  return ptowsp_type_is_integer(source.element) && ptowsp_type_is_integer(result.element) &&
         source.rows == result.rows && source.cols != result.cols &&
         ptowsp_tile_bytes(source.type) == ptowsp_tile_bytes(result.type);
}

// Logic of halves of words is logic of the words: the same operation on what the halves are of.
static bool widen_logic(const ptowsp_jit_expr_t *logic, ptowsp_type_t wide, ptowsp_jit_expr_t *e) {
  if (!logic ||
      (logic->row->lower != ptowsp_lower_tile_bits && logic->row->lower != ptowsp_lower_tile_not))
    return false;
  e->row = logic->row, e->op = logic->op, e->emit = logic->emit;
  e->source_count = logic->source_count;
  for (size_t i = 0; i < logic->source_count; i++) {
    const ptowsp_jit_expr_t *half = logic->sources[i].tile.expr;
    if (!half || half->row->lower != ptowsp_lower_reshape || half->sources[0].element != wide)
      return false;
    e->sources[i] = half->sources[0];
    e->sources[i].kind = PTOWSP_SOURCE_SAME;
  }
  return true;
}

// The same elements in the same order.
bool ptowsp_lower_reshape(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool integers = ptowsp_type_is_integer(source.element) && ptowsp_type_is_integer(result.element);
  if (ptowsp_tile_bytes(source.type) != ptowsp_tile_bytes(result.type) ||
      (source.element != result.element && !integers))
    return ptowsp_lower_refuse(l, op, "the tiles differ in their number or type of elements");
  if (ptowsp_is_other_width(op)) {
    ptowsp_jit_elements_t tile = ptowsp_lower_elements(l, ptowsp_op_operand(op, 0));
    ptowsp_jit_expr_t e = {.result = result.element, .rows = result.rows, .cols = result.cols};
    if (!widen_logic(tile.expr, result.element, &e)) {
      e.row = row, e.op = NULL, e.emit = ptowsp_emit_expr_value, e.source_count = 1;
      e.sources[0] = (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_BITS,
                                           .element = source.element,
                                           .width = ptowsp_type_width(result.element),
                                           .tile = tile};
    }
    ptowsp_lower_bind_expr(l, op, &e);
    return true;
  }
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
  return true;
}

// ---------------------------------------------------------------- columns

typedef struct {
  ptowsp_arith_t what;
  ptowsp_type_t element;
  ptowsp_jit_elements_t source, target;
  int64_t rows;
  unsigned lanes;
} columns_t;

// The sum starts from zero, the product from one, an extreme from the first row.
static LLVMValueRef first_of_columns(ptowsp_lower_t *l, const columns_t *c,
                                     const ptowsp_jit_place_t *at) {
  LLVMTypeRef vector = ptowsp_lanes_type(ptowsp_lower_type(l, c->element), at->lanes);
  if (c->what == PTOWSP_ARITH_ADD)
    return ptowsp_emit_number(l, c->element, 0, LLVMGetUndef(vector));
  if (c->what == PTOWSP_ARITH_MUL)
    return ptowsp_emit_number(l, c->element, 1, LLVMGetUndef(vector));
  return ptowsp_emit_tile_elements(l, c->element, &c->source, at);
}

// Some vectors side by side stay in registers while the rows go by.
enum { COLUMNS = 4 };

// Columns from `col` on: `count` vectors, of the last of which `live` lanes exist.
static void reduce_columns(ptowsp_lower_t *l, const columns_t *c, LLVMValueRef col, unsigned count,
                           unsigned live) {
  LLVMValueRef sums[COLUMNS], next[COLUMNS], init[COLUMNS];
  ptowsp_jit_place_t at[COLUMNS];
  for (unsigned i = 0; i < count; i++) {
    LLVMValueRef from = LLVMBuildNUWAdd(l->builder, col, ptowsp_lower_i64(l, i * c->lanes), "");
    at[i] = (ptowsp_jit_place_t){ptowsp_lower_i64(l, 0), from, c->lanes,
                                 i + 1 == count ? live : c->lanes};
    init[i] = first_of_columns(l, c, &at[i]);
  }
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, c->rows, 1);
  for (unsigned i = 0; i < count; i++) {
    sums[i] = LLVMBuildPhi(l->builder, LLVMTypeOf(init[i]), "");
    LLVMAddIncoming(sums[i], &init[i], &before, 1);
  }
  for (unsigned i = 0; i < count; i++) {
    at[i].row = rows.iv;
    LLVMValueRef value = ptowsp_emit_tile_elements(l, c->element, &c->source, &at[i]);
    next[i] = ptowsp_emit_arith(l, c->what, c->element, sums[i], value);
  }
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  for (unsigned i = 0; i < count; i++) LLVMAddIncoming(sums[i], &next[i], &latch, 1);
  ptowsp_loop_end(l, &rows);
  for (unsigned i = 0; i < count; i++) {
    at[i].row = ptowsp_lower_i64(l, 0);
    ptowsp_emit_place_store(l, c->element, next[i], &c->target, &at[i]);
  }
}

// Each column from the first row on.
bool ptowsp_lower_col_reduce(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t line = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (line.rows != 1 || line.cols != tile.cols || line.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the result must be one row of the tile's columns");
  ptowsp_reduce_columns(l, (ptowsp_arith_t)row->what, ptowsp_op_operand(op, 0),
                        ptowsp_lower_result_buffer(l, op));
  return true;
}

void ptowsp_reduce_columns(ptowsp_lower_t *l, ptowsp_arith_t what, const ptowsp_value_t *value,
                           LLVMValueRef target) {
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(value));
  columns_t c = {.what = what,
                 .element = tile.element,
                 .source = ptowsp_lower_elements(l, value),
                 .rows = tile.rows};
  const ptowsp_jit_expr_t *e = c.source.expr;
  c.lanes = ptowsp_lanes_for(e ? e->bytes : (unsigned)ptowsp_type_bytes(tile.element));
  while (c.lanes / 2 >= tile.cols) c.lanes /= 2;
  c.target = (ptowsp_jit_elements_t){.base = target, .stride = tile.cols};
  int64_t step = (int64_t)(COLUMNS * c.lanes), whole = tile.cols / step * step;
  if (whole) {
    ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, whole, step);
    reduce_columns(l, &c, cols.iv, COLUMNS, c.lanes);
    ptowsp_loop_end(l, &cols);
  }
  int64_t rest = tile.cols - whole, vectors = (rest + c.lanes - 1) / c.lanes;
  if (rest)
    reduce_columns(l, &c, ptowsp_lower_i64(l, whole), (unsigned)vectors,
                   (unsigned)(rest - (vectors - 1) * c.lanes));
}
