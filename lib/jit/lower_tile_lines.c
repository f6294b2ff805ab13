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

// The same elements in the same order.
bool ptowsp_lower_reshape(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool integers = ptowsp_type_is_integer(source.element) && ptowsp_type_is_integer(result.element);
  if (ptowsp_tile_bytes(source.type) != ptowsp_tile_bytes(result.type) ||
      (source.element != result.element && !integers))
    return ptowsp_lower_refuse(l, op, "the tiles differ in their number or type of elements");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
  return true;
}

// ---------------------------------------------------------------- columns

typedef struct {
  ptowsp_arith_t what;
  ptowsp_type_t element;
  ptowsp_jit_elements_t source, target;
} columns_t;

static void start_columns(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const columns_t *c = data;
  LLVMValueRef first = ptowsp_emit_place_load(l, c->element, &c->source, at);
  if (c->what == PTOWSP_ARITH_ADD) first = ptowsp_emit_number(l, c->element, 0, first);
  if (c->what == PTOWSP_ARITH_MUL) first = ptowsp_emit_number(l, c->element, 1, first);
  ptowsp_emit_place_store(l, c->element, first, &c->target, at);
}

static void reduce_columns(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const columns_t *c = data;
  LLVMValueRef sum = ptowsp_emit_place_load(l, c->element, &c->target, at);
  LLVMValueRef value = ptowsp_emit_place_load(l, c->element, &c->source, at);
  ptowsp_emit_place_store(l, c->element, ptowsp_emit_arith(l, c->what, c->element, sum, value),
                          &c->target, at);
}

// Row by row from the first; the sum starts from zero, the product from one, an extreme from the
// first row.
bool ptowsp_lower_col_reduce(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t line = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (line.rows != 1 || line.cols != tile.cols || line.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the result must be one row of the tile's columns");
  LLVMValueRef source = ptowsp_lower_operand(l, op, 0);
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, tile.element);
  columns_t c = {.what = (ptowsp_arith_t)row->what, .element = tile.element};
  c.target =
      (ptowsp_jit_elements_t){.base = ptowsp_lower_result_buffer(l, op), .stride = tile.cols};
  c.source = (ptowsp_jit_elements_t){.base = source, .stride = tile.cols};
  unsigned lanes = ptowsp_lanes_for((unsigned)ptowsp_type_bytes(tile.element));
  ptowsp_emit_places(l, 1, tile.cols, lanes, start_columns, &c);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef start = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, tile.cols), "");
  c.source.base = LLVMBuildInBoundsGEP2(l->builder, memory, source, &start, 1, "");
  ptowsp_emit_places(l, 1, tile.cols, lanes, reduce_columns, &c);
  ptowsp_loop_end(l, &rows);
  return true;
}
