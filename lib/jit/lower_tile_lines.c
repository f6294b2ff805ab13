// pto: reductions of columns, expansions of rows and columns, and instructions that move elements
// to other places of a tile.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// lhs[r][c] op rhs[r][0].
bool ptowsp_lower_row_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t column = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  if (column.cols != 1 || column.rows != tile.rows || column.element != tile.element ||
      ptowsp_value_type(ptowsp_op_result(op, 0)) != tile.type)
    return ptowsp_lower_refuse(l, op, "the second tile must be one column of the first's rows");
  ptowsp_jit_expr_t e = {.row = row,
                         .emit = ptowsp_emit_expr_arith,
                         .result = tile.element,
                         .rows = tile.rows,
                         .cols = tile.cols,
                         .source_count = 2};
  for (size_t i = 0; i < 2; i++)
    e.sources[i] =
        (ptowsp_jit_source_t){.kind = i ? PTOWSP_SOURCE_COLUMN : PTOWSP_SOURCE_SAME,
                              .element = tile.element,
                              .tile = ptowsp_lower_elements(l, ptowsp_op_operand(op, i))};
  ptowsp_lower_bind_expr(l, op, &e);
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
  if (source.rows * source.cols != result.rows * result.cols || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the tiles differ in their number or type of elements");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
  return true;
}

// ---------------------------------------------------------------- columns and places

typedef struct {
  ptowsp_arith_t what;
  ptowsp_type_t element;
  ptowsp_jit_elements_t source, target;
} columns_t;

static void start_columns(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const columns_t *c = data;
  LLVMValueRef first = ptowsp_emit_place_load(l, c->element, &c->source, at);
  if (c->what == PTOWSP_ARITH_ADD) first = ptowsp_emit_number(l, c->element, 0, first);
  ptowsp_emit_place_store(l, c->element, first, &c->target, at);
}

static void reduce_columns(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const columns_t *c = data;
  LLVMValueRef sum = ptowsp_emit_place_load(l, c->element, &c->target, at);
  LLVMValueRef value = ptowsp_emit_place_load(l, c->element, &c->source, at);
  ptowsp_emit_place_store(l, c->element, ptowsp_emit_arith(l, c->what, c->element, sum, value),
                          &c->target, at);
}

// Row by row from the first; the sum starts from zero, an extreme from the first row.
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

bool ptowsp_lower_transpose(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows != result.cols || source.cols != result.rows || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the result must have the source's columns as its rows");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, result.rows, 1);
  LLVMValueRef start = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, result.cols), "");
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, result.cols, 1);
  LLVMValueRef at = LLVMBuildNUWMul(l->builder, cols.iv, ptowsp_lower_i64(l, source.cols), "");
  at = LLVMBuildNUWAdd(l->builder, at, rows.iv, "");
  LLVMValueRef to = LLVMBuildNUWAdd(l->builder, start, cols.iv, "");
  ptowsp_emit_store(l, result.element, ptowsp_emit_load(l, result.element, from, at, 1), target,
                    to);
  ptowsp_loop_end(l, &cols);
  ptowsp_loop_end(l, &rows);
  return true;
}

// An index beyond the source gives 0; its first element is read then, nothing outside.
bool ptowsp_lower_gather(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t indices = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (indices.rows != result.rows || indices.cols != result.cols ||
      source.element != result.element || !ptowsp_type_is_i(indices.element, 32))
    return ptowsp_lower_refuse(l, op, "takes an index of type i32 for each element of the result");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0), by = ptowsp_lower_operand(l, op, 1);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef index = ptowsp_emit_load(l, indices.element, by, loop.iv, 1);
  index = LLVMBuildSExt(l->builder, index, LLVMInt64TypeInContext(l->llvm), "");
  LLVMValueRef inside = LLVMBuildICmp(l->builder, LLVMIntULT, index,
                                      ptowsp_lower_i64(l, source.rows * source.cols), "");
  index = LLVMBuildSelect(l->builder, inside, index, ptowsp_lower_i64(l, 0), "");
  LLVMValueRef value = ptowsp_emit_load(l, source.element, from, index, 1);
  LLVMValueRef zero = ptowsp_emit_number(l, source.element, 0, value);
  ptowsp_emit_store(l, result.element, LLVMBuildSelect(l->builder, inside, value, zero, ""), target,
                    loop.iv);
  ptowsp_loop_end(l, &loop);
  return true;
}

// start, start + 1, …, in the elements' width.
bool ptowsp_lower_iota(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 0) || !ptowsp_lower_int_elements(l, op)) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  LLVMValueRef start = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef step = LLVMBuildTrunc(l->builder, loop.iv, ptowsp_lower_type(l, result.element), "");
  ptowsp_emit_store(l, result.element, LLVMBuildAdd(l->builder, start, step, ""), target, loop.iv);
  ptowsp_loop_end(l, &loop);
  return true;
}
