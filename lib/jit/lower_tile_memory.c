// pto: tiles from and to buffers in memory.
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

// Calls memcpy a row where the columns are adjacent, else goes element by element.
bool ptowsp_lower_tload(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 0)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  int64_t row_stride;
  int64_t col_stride;
  if (!box_strides(l, op, &tile, view, &row_stride, &col_stride)) return false;
  ptowsp_type_t source = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  if (source != tile.element)
    return ptowsp_lower_refuse(l, op, "the tile's elements are not the buffer's; use pto.tcvt");
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
    ptowsp_loop_end(l, &cols);
  }
  ptowsp_loop_end(l, &rows);
  return true;
}

// Element (or elements) of the tile to its place, converted to the buffer's type.
static void store_step(ptowsp_lower_t *l, const ptowsp_jit_tile_t *tile, ptowsp_type_t element,
                       bool add, LLVMValueRef tile_base, LLVMValueRef from, LLVMValueRef target,
                       LLVMValueRef to, unsigned lanes) {
  LLVMValueRef value = ptowsp_emit_load(l, tile->element, tile_base, from, lanes);
  value = ptowsp_emit_convert(l, value, tile->element, element);
  if (add)
    value = ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, element,
                              ptowsp_emit_load(l, element, target, to, lanes), value);
  ptowsp_emit_store(l, element, value, target, to);
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
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  LLVMValueRef source = ptowsp_lower_operand(l, op, 0);
  unsigned lanes = PTOWSP_VECTOR_BYTES / (unsigned)ptowsp_type_bytes(element);
  if (col_stride != 1) lanes = 1;
  int64_t whole = tile.cols / lanes * lanes;
  const int64_t parts[2][3] = {{0, whole, lanes}, {whole, tile.cols - whole, 1}};
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef from_row = strided(l, rows.iv, tile.cols);
  LLVMValueRef to_row = strided(l, rows.iv, row_stride);
  for (size_t i = 0; i < 2; i++) {
    if (!parts[i][1]) continue;
    ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, parts[i][1], parts[i][2]);
    LLVMValueRef col = LLVMBuildNUWAdd(l->builder, cols.iv, ptowsp_lower_i64(l, parts[i][0]), "");
    LLVMValueRef from = LLVMBuildNSWAdd(l->builder, from_row, col, "");
    LLVMValueRef to = LLVMBuildNSWAdd(l->builder, to_row, strided(l, col, col_stride), "");
    store_step(l, &tile, element, add, source, from, view->base, to, (unsigned)parts[i][2]);
    ptowsp_loop_end(l, &cols);
  }
  ptowsp_loop_end(l, &rows);
  return true;
}
