// pto: instructions that move elements to other places of a tile, sort them, or count.
#include "lower_ops.h"
#include "lower_tile.h"

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
  ptowsp_loop_end_elements(l, &cols);
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
  ptowsp_loop_end_elements(l, &loop);
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
  ptowsp_loop_end_elements(l, &loop);
  return true;
}

// Ones up to (lower) or from (upper) the diagonal, which the first row crosses at its column.
bool ptowsp_lower_triangle(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 0)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  LLVMValueRef any = LLVMGetUndef(ptowsp_lower_type(l, tile.element));
  LLVMValueRef one = ptowsp_emit_number(l, tile.element, 1, any);
  LLVMValueRef zero = ptowsp_emit_number(l, tile.element, 0, any);
  LLVMIntPredicate side = ptowsp_op_attr_int(op, "triangle", 0) ? LLVMIntSGE : LLVMIntSLE;
  LLVMValueRef diagonal = ptowsp_lower_i64(l, ptowsp_op_attr_int(op, "diagonal", 0));
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef start = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, tile.cols), "");
  LLVMValueRef bound = LLVMBuildNSWAdd(l->builder, rows.iv, diagonal, "");
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, tile.cols, 1);
  LLVMValueRef inside = LLVMBuildICmp(l->builder, side, cols.iv, bound, "");
  ptowsp_emit_store(l, tile.element, LLVMBuildSelect(l->builder, inside, one, zero, ""), target,
                    LLVMBuildNUWAdd(l->builder, start, cols.iv, ""));
  ptowsp_loop_end_elements(l, &cols);
  ptowsp_loop_end(l, &rows);
  return true;
}

// Elements first, first + period, … of a row, their bits kept.
bool ptowsp_lower_gather_mask(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  static const int64_t firsts[] = {0, 1, 0, 1, 2, 3};
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  size_t pattern = (size_t)ptowsp_op_attr_int(op, "pattern", 0);
  int64_t period = pattern < 2 ? 2 : 4;
  unsigned width = ptowsp_type_width(source.element);
  if (ptowsp_type_width(result.element) != width ||
      source.rows * source.cols != period * result.rows * result.cols)
    return ptowsp_lower_refuse(l, op, "the result must have every second or fourth element");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_type_t bits = ptowsp_type_i(l->context, width);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef at = LLVMBuildNUWMul(l->builder, loop.iv, ptowsp_lower_i64(l, period), "");
  at = LLVMBuildNUWAdd(l->builder, at, ptowsp_lower_i64(l, firsts[pattern]), "");
  ptowsp_emit_store(l, bits, ptowsp_emit_load(l, bits, from, at, 1), target, loop.iv);
  ptowsp_loop_end_elements(l, &loop);
  return true;
}

// An index beyond the tile replaces nothing: its element is written behind the tile.
bool ptowsp_lower_scatter(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 3)) return false;
  ptowsp_jit_tile_t into = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  ptowsp_jit_tile_t indices = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 2)));
  if (indices.rows != source.rows || indices.cols != source.cols ||
      source.element != into.element || !ptowsp_type_is_integer(indices.element))
    return ptowsp_lower_refuse(l, op, "takes an index for each element of the source");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 1), by = ptowsp_lower_operand(l, op, 2);
  uint64_t bytes = ptowsp_tile_bytes(into.type);
  LLVMValueRef target = ptowsp_lower_buffer(l, bytes + ptowsp_type_bytes(into.element));
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), target);
  ptowsp_emit_tile_copy(l, into.type, ptowsp_lower_operand(l, op, 0), target);
  LLVMValueRef count = ptowsp_lower_i64(l, into.rows * into.cols);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, source.rows * source.cols, 1);
  LLVMValueRef index = ptowsp_emit_load(l, indices.element, by, loop.iv, 1);
  index = LLVMBuildSExt(l->builder, index, LLVMInt64TypeInContext(l->llvm), "");
  LLVMValueRef inside = LLVMBuildICmp(l->builder, LLVMIntULT, index, count, "");
  index = LLVMBuildSelect(l->builder, inside, index, count, "");
  ptowsp_emit_store(l, into.element, ptowsp_emit_load(l, source.element, from, loop.iv, 1), target,
                    index);
  ptowsp_loop_end(l, &loop);
  return true;
}

// The part of a tile that starts at a row and a column.
bool ptowsp_lower_extract(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  int64_t first = ptowsp_op_attr_int(op, "row", 0) * source.cols + ptowsp_op_attr_int(op, "col", 0);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  unsigned bytes = (unsigned)ptowsp_type_bytes(result.element);
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, result.element);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, result.rows, 1);
  LLVMValueRef from = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, source.cols), "");
  from = LLVMBuildNUWAdd(l->builder, from, ptowsp_lower_i64(l, first), "");
  LLVMValueRef to = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, result.cols), "");
  from = LLVMBuildInBoundsGEP2(l->builder, memory, ptowsp_lower_operand(l, op, 0), &from, 1, "");
  to = LLVMBuildInBoundsGEP2(l->builder, memory, target, &to, 1, "");
  LLVMBuildMemCpy(l->builder, to, bytes, from, bytes,
                  ptowsp_lower_i64(l, result.cols * (int64_t)bytes));
  ptowsp_loop_end(l, &rows);
  return true;
}
