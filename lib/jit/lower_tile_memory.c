// pto: tiles from and to buffers in memory.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// Strides of the tile's rows and columns in the buffer: its last two dimensions, or a
// vector that is one row or one column; the dimensions before stand at 0.
static bool box_strides(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_jit_tile_t *tile,
                        const ptowsp_jit_view_t *view, int64_t *out_row, int64_t *out_col) {
  if (!view) return ptowsp_lower_refuse(l, op, "uses a buffer the JIT cannot address");
  int64_t strides[2] = {0, 0};
  for (size_t i = 0; i < 2; i++) {
    if (view->rank <= i) continue;
    LLVMValueRef stride = view->strides[view->rank - 1 - i];
    if (!stride || !LLVMIsAConstantInt(stride))
      return ptowsp_lower_refuse(l, op, "the buffer's strides are not constant");
    strides[i] = LLVMConstIntGetSExtValue(stride);
  }
  bool is_column = view->rank == 1 && tile->cols == 1;
  *out_row = is_column ? strides[0] : strides[1];
  *out_col = is_column ? 0 : strides[0];
  if (view->rank >= 2 || (view->rank == 1 && (tile->rows == 1 || is_column)) ||
      (tile->rows == 1 && tile->cols == 1))
    return true;
  return ptowsp_lower_refuse(l, op, "a vector is a tile of one row or one column");
}

static LLVMValueRef strided(ptowsp_lower_t *l, LLVMValueRef index, int64_t stride) {
  return LLVMBuildNSWMul(l->builder, index, ptowsp_lower_i64(l, stride), "");
}

// What nothing changes until it is read stays where it is. Else calls memcpy a row where the
// columns are adjacent, or goes element by element.
bool ptowsp_lower_tload(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 0)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  int64_t row_stride;
  int64_t col_stride;
  if (!box_strides(l, op, &tile, view, &row_stride, &col_stride)) return false;
  ptowsp_type_t source = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  if (ptowsp_type_is_i(source, 1) && ptowsp_type_is_i(tile.element, 8))
    source = tile.element; // bools are bytes in memory
  if (source != tile.element)
    return ptowsp_lower_refuse(l, op, "the tile's elements are not the buffer's; use pto.tcvt");
  if ((col_stride == 1 || tile.cols == 1) && ptowsp_lazy_load(l, op)) {
    ptowsp_jit_elements_t lazy = {.base = view->base, .stride = row_stride};
    ptowsp_lower_bind_elements(l, ptowsp_op_result(op, 0), &lazy);
    return true;
  }
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef from = strided(l, rows.iv, row_stride);
  LLVMValueRef to = strided(l, rows.iv, tile.cols);
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, tile.element);
  unsigned bytes = (unsigned)ptowsp_type_bytes(tile.element);
  if (col_stride == 1) {
    LLVMValueRef source_row = LLVMBuildInBoundsGEP2(l->builder, memory, view->base, &from, 1, "");
    LLVMValueRef target_row = LLVMBuildInBoundsGEP2(l->builder, memory, target, &to, 1, "");
    LLVMBuildMemCpy(l->builder, target_row, bytes, source_row, bytes,
                    ptowsp_lower_i64(l, tile.cols * (int64_t)bytes));
  } else {
    ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, tile.cols, 1);
    from = LLVMBuildNSWAdd(l->builder, from, strided(l, cols.iv, col_stride), "");
    to = LLVMBuildNSWAdd(l->builder, to, cols.iv, "");
    ptowsp_emit_store(l, tile.element, ptowsp_emit_load(l, source, view->base, from, 1), target,
                      to);
    ptowsp_loop_end_elements(l, &cols);
  }
  ptowsp_loop_end(l, &rows);
  return true;
}

typedef struct {
  ptowsp_type_t from, to; // element types
  ptowsp_jit_elements_t source, target;
  int64_t col_stride;
  bool add, relu, streams;
} store_t;

// x > 0 ? x : 0.
static LLVMValueRef rectify(ptowsp_lower_t *l, ptowsp_type_t type, LLVMValueRef value) {
  LLVMValueRef zero = ptowsp_emit_number(l, type, 0, value);
  LLVMValueRef positive = ptowsp_type_is_float(type)
                              ? LLVMBuildFCmp(l->builder, LLVMRealOGT, value, zero, "")
                              : LLVMBuildICmp(l->builder, LLVMIntSGT, value, zero, "");
  return LLVMBuildSelect(l->builder, positive, value, zero, "");
}

// Elements of the tile to their places, converted to the buffer's type.
static void store_step(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const store_t *s = data;
  ptowsp_jit_place_t to = *at;
  to.col = strided(l, at->col, s->col_stride);
  LLVMValueRef value = ptowsp_emit_tile_elements(l, s->from, &s->source, at);
  if (s->relu) value = rectify(l, s->from, value);
  value = ptowsp_emit_convert(l, value, s->from, s->to);
  if (s->add)
    value = ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, s->to,
                              ptowsp_emit_place_load(l, s->to, &s->target, &to), value);
  if (s->streams)
    ptowsp_emit_stream_store(l, s->to, value, &s->target, &to);
  else
    ptowsp_emit_place_store(l, s->to, value, &s->target, &to);
}

// The tile as it is written: rows x cols places, `lanes` at a time.
typedef struct {
  int64_t rows, cols;
  unsigned lanes;
} store_shape_t;

static void emit_tile_store(ptowsp_lower_t *l, const store_shape_t *shape, store_t *s) {
  ptowsp_emit_places(l, shape->rows, shape->cols, shape->lanes, store_step, s);
}

// Both ways, for addresses at the start of a line and for others.
static void emit_tile_stream(ptowsp_lower_t *l, const store_shape_t *shape, store_t *s) {
  LLVMBasicBlockRef aligned = ptowsp_lower_new_block(l, "aligned");
  LLVMBasicBlockRef other = ptowsp_lower_new_block(l, "other");
  LLVMBasicBlockRef stored = ptowsp_lower_new_block(l, "stored");
  LLVMBuildCondBr(l->builder, ptowsp_emit_starts_line(l, s->target.base), aligned, other);
  LLVMPositionBuilderAtEnd(l->builder, other);
  emit_tile_store(l, shape, s);
  LLVMBuildBr(l->builder, stored);
  LLVMPositionBuilderAtEnd(l->builder, aligned);
  s->streams = true;
  emit_tile_store(l, shape, s);
  LLVMBuildBr(l->builder, stored);
  LLVMPositionBuilderAtEnd(l->builder, stored);
}

bool ptowsp_lower_tstore(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 1));
  int64_t row_stride;
  int64_t col_stride;
  if (!box_strides(l, op, &tile, view, &row_stride, &col_stride)) return false;
  ptowsp_str_t atomic = ptowsp_op_attr_text(op, "atomic");
  bool add = ptowsp_str_is(atomic, "add");
  if (atomic.size && !add)
    return ptowsp_lower_refuse(l, op, "atomic = \"%.*s\" is not \"add\"", (int)atomic.size,
                               atomic.data);
  store_t s = {.from = tile.element,
               .to = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 1))),
               .source = ptowsp_lower_elements(l, ptowsp_op_operand(op, 0)),
               .target = {.base = view->base, .stride = row_stride},
               .col_stride = tile.cols == 1 ? 1 : col_stride,
               .add = add,
               .relu = ptowsp_op_attr(op, "relu") != NULL};
  const ptowsp_jit_expr_t *e = s.source.expr;
  unsigned lanes = ptowsp_lanes_of_elements(&s.source, s.from, (unsigned)ptowsp_type_bytes(s.to));
  bool adjacent = col_stride == 1 || tile.cols == 1;
  bool flat = adjacent && row_stride == tile.cols && (e ? e->flat : s.source.stride == tile.cols);
  store_shape_t shape = {.rows = flat ? 1 : tile.rows,
                         .cols = flat ? tile.rows * tile.cols : tile.cols,
                         .lanes = adjacent ? lanes : 1};
  int64_t apart = shape.rows == 1 ? shape.cols : row_stride;
  if (adjacent && !add && ptowsp_fills_lines(s.to, shape.cols, apart) && ptowsp_stream_store(l, op))
    emit_tile_stream(l, &shape, &s);
  else
    emit_tile_store(l, &shape, &s);
  return true;
}
