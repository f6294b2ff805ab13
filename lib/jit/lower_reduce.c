// pto.trowsum, pto.trowmax, pto.trowmin and pto.trowprod; where a line has its extreme.
//
// Sums of floats over long rows are taken in the lanes of vectors, not in column order: their
// results are compared with a tolerance.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

typedef struct {
  ptowsp_arith_t what;
  ptowsp_type_t element;
  ptowsp_jit_elements_t source;
  int64_t cols;
} rows_t;

// The sum starts from zero, the product from one, an extreme from the first elements.
static LLVMValueRef first_of(ptowsp_lower_t *l, const rows_t *r, const ptowsp_jit_place_t *at) {
  if (r->what != PTOWSP_ARITH_ADD && r->what != PTOWSP_ARITH_MUL)
    return ptowsp_emit_tile_elements(l, r->element, &r->source, at);
  LLVMTypeRef type = ptowsp_lanes_type(ptowsp_lower_type(l, r->element), at->lanes);
  return ptowsp_emit_number(l, r->element, r->what == PTOWSP_ARITH_MUL, LLVMGetUndef(type));
}

// One row from the first column on.
static LLVMValueRef reduce_in_order(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef row) {
  ptowsp_jit_place_t at = {row, ptowsp_lower_i64(l, 0), 1, 1};
  LLVMValueRef init = first_of(l, r, &at);
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, r->cols, 1);
  LLVMValueRef sum = LLVMBuildPhi(l->builder, LLVMTypeOf(init), "");
  LLVMAddIncoming(sum, &init, &before, 1);
  at.col = cols.iv;
  LLVMValueRef value = ptowsp_emit_tile_elements(l, r->element, &r->source, &at);
  LLVMValueRef next = ptowsp_emit_arith(l, r->what, r->element, sum, value);
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  LLVMAddIncoming(sum, &next, &latch, 1);
  if (ptowsp_type_is_float(r->element))
    ptowsp_loop_end(l, &cols);
  else
    ptowsp_loop_end_elements(l, &cols);
  return next;
}

// Halves are folded onto each other until one element is left.
static LLVMValueRef fold_lanes(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef value) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  for (unsigned lanes = ptowsp_lanes_of(value); lanes > 1; lanes /= 2) {
    LLVMValueRef halves[2];
    for (unsigned half = 0; half < 2; half++) {
      LLVMValueRef mask[PTOWSP_JIT_MAX_LANES];
      for (unsigned i = 0; i < lanes / 2; i++)
        mask[i] = LLVMConstInt(i32, half * lanes / 2 + i, false);
      halves[half] =
          lanes == 2 ? LLVMBuildExtractElement(l->builder, value, mask[0], "")
                     : LLVMBuildShuffleVector(l->builder, value, LLVMGetPoison(LLVMTypeOf(value)),
                                              LLVMConstVector(mask, lanes / 2), "");
    }
    value = ptowsp_emit_arith(l, r->what, r->element, halves[0], halves[1]);
  }
  return value;
}

// The vectors of one row, REDUCTIONS of them side by side; `whole` columns fill vectors.
enum { REDUCTIONS = 4 };

static LLVMValueRef reduce_vectors(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef row,
                                   unsigned lanes) {
  LLVMValueRef sums[REDUCTIONS], next[REDUCTIONS];
  // As many vectors as fill REDUCTIONS registers.
  unsigned full = ptowsp_lanes_for((unsigned)ptowsp_type_bytes(r->element));
  unsigned count = lanes <= full ? REDUCTIONS : (REDUCTIONS * full + lanes - 1) / lanes;
  if (r->cols < (int64_t)(2 * count * lanes)) count = 1;
  int64_t step = (int64_t)(count * lanes), whole = r->cols / step * step;
  ptowsp_jit_place_t at = {row, ptowsp_lower_i64(l, 0), lanes, lanes};
  LLVMTypeRef vector = ptowsp_lanes_type(ptowsp_lower_type(l, r->element), lanes);
  LLVMValueRef init = first_of(l, r, &at);
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, whole, step);
  for (unsigned i = 0; i < count; i++) {
    sums[i] = LLVMBuildPhi(l->builder, vector, "");
    LLVMAddIncoming(sums[i], &init, &before, 1);
  }
  for (unsigned i = 0; i < count; i++) {
    at.col = LLVMBuildNUWAdd(l->builder, loop.iv, ptowsp_lower_i64(l, i * lanes), "");
    LLVMValueRef value = ptowsp_emit_tile_elements(l, r->element, &r->source, &at);
    next[i] = ptowsp_emit_arith(l, r->what, r->element, sums[i], value);
  }
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  for (unsigned i = 0; i < count; i++) LLVMAddIncoming(sums[i], &next[i], &latch, 1);
  ptowsp_loop_end(l, &loop);
  for (; whole < r->cols; whole += lanes) {
    at.col = ptowsp_lower_i64(l, whole);
    at.live = r->cols - whole < lanes ? (unsigned)(r->cols - whole) : lanes;
    LLVMValueRef value = ptowsp_emit_tile_elements(l, r->element, &r->source, &at);
    LLVMValueRef folded = ptowsp_emit_arith(l, r->what, r->element, next[0], value);
    next[0] = ptowsp_emit_live(l, &at, folded, next[0]);
  }
  for (unsigned i = 1; i < count; i++)
    next[0] = ptowsp_emit_arith(l, r->what, r->element, next[0], next[i]);
  return fold_lanes(l, r, next[0]);
}

// Whether the row has a negative zero: whether an element's bits are the sign alone.
static LLVMValueRef has_negative_zero(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef row) {
  ptowsp_type_t bits = ptowsp_type_i(l->context, ptowsp_type_width(r->element));
  LLVMTypeRef number = ptowsp_lower_type(l, bits);
  LLVMValueRef sign = LLVMConstInt(number, UINT64_C(1) << (ptowsp_type_width(bits) - 1), false);
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, r->cols, 1);
  LLVMValueRef found = LLVMBuildPhi(l->builder, number, "");
  LLVMValueRef none = LLVMConstNull(number);
  LLVMAddIncoming(found, &none, &before, 1);
  ptowsp_jit_place_t at = {row, cols.iv, 1, 1};
  LLVMValueRef value = ptowsp_emit_place_load(l, bits, &r->source, &at);
  LLVMValueRef is_sign = LLVMBuildICmp(l->builder, LLVMIntEQ, value, sign, "");
  LLVMValueRef next =
      LLVMBuildOr(l->builder, found, LLVMBuildZExt(l->builder, is_sign, number, ""), "");
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  LLVMAddIncoming(found, &next, &latch, 1);
  ptowsp_loop_end_elements(l, &cols);
  return LLVMBuildICmp(l->builder, LLVMIntNE, next, none, "");
}

// An extreme is the same in any order but for the sign of a zero, which depends on the last one.
static LLVMValueRef mend_zero(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef row,
                              LLVMValueRef extreme) {
  LLVMValueRef zero = ptowsp_emit_number(l, r->element, 0, extreme);
  LLVMBasicBlockRef from[3] = {LLVMGetInsertBlock(l->builder)};
  LLVMBasicBlockRef look = ptowsp_lower_new_block(l, "zero");
  LLVMBasicBlockRef again = ptowsp_lower_new_block(l, "again");
  LLVMBasicBlockRef after = ptowsp_lower_new_block(l, "extreme");
  LLVMValueRef is_zero = LLVMBuildFCmp(l->builder, LLVMRealOEQ, extreme, zero, "");
  LLVMBuildCondBr(l->builder, is_zero, look, after);
  LLVMPositionBuilderAtEnd(l->builder, look);
  LLVMValueRef mixed = has_negative_zero(l, r, row);
  from[1] = LLVMGetInsertBlock(l->builder);
  LLVMBuildCondBr(l->builder, mixed, again, after);
  LLVMPositionBuilderAtEnd(l->builder, again);
  LLVMValueRef values[3] = {extreme, zero, reduce_in_order(l, r, row)};
  from[2] = LLVMGetInsertBlock(l->builder);
  LLVMBuildBr(l->builder, after);
  LLVMPositionBuilderAtEnd(l->builder, after);
  LLVMValueRef result = LLVMBuildPhi(l->builder, LLVMTypeOf(extreme), "");
  LLVMAddIncoming(result, values, from, 3);
  return result;
}

// Rows shorter than this are summed in column order.
enum { SHORT_ROW = 64 };

static LLVMValueRef reduce_row(ptowsp_lower_t *l, const rows_t *r, LLVMValueRef row) {
  unsigned bytes = (unsigned)ptowsp_type_bytes(r->element);
  bool is_float = ptowsp_type_is_float(r->element);
  // 16-bit floats round after each addition: in another order much else would come out.
  bool narrow = is_float && ptowsp_type_width(r->element) < 32;
  bool ordered = narrow && (r->what == PTOWSP_ARITH_ADD ||
                            ptowsp_type_float_kind(r->element) == PTOWSP_FLOAT_BF16);
  ordered = ordered || (is_float && r->what == PTOWSP_ARITH_MUL);
  if (r->cols < SHORT_ROW || ordered) return reduce_in_order(l, r, row);
  LLVMValueRef result =
      reduce_vectors(l, r, row, ptowsp_lanes_of_elements(&r->source, r->element, bytes));
  return is_float && r->what != PTOWSP_ARITH_ADD ? mend_zero(l, r, row, result) : result;
}

void ptowsp_reduce_rows(ptowsp_lower_t *l, ptowsp_arith_t what, const ptowsp_value_t *value,
                        LLVMValueRef target) {
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(value));
  rows_t r = {.what = what,
              .element = tile.element,
              .source = ptowsp_lower_elements(l, value),
              .cols = tile.cols};
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  ptowsp_emit_store(l, tile.element, reduce_row(l, &r, rows.iv), target, rows.iv);
  ptowsp_loop_end(l, &rows);
}

bool ptowsp_lower_row_reduce(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tile(l, op, ptowsp_op_operand(op, 0)) ||
      !ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, 0)))
    return false;
  ptowsp_type_t tile = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t column = ptowsp_value_type(ptowsp_op_result(op, 0));
  int64_t count = ptowsp_type_shape(tile)[0];
  ptowsp_type_t element = ptowsp_type_element(tile);
  if (ptowsp_type_shape(column)[1] != 1 || ptowsp_type_shape(column)[0] != count ||
      ptowsp_type_element(column) != element)
    return ptowsp_lower_refuse(l, op, "the result must be one column of the tile's rows");
  ptowsp_reduce_rows(l, (ptowsp_arith_t)row->what, ptowsp_op_operand(op, 0),
                     ptowsp_lower_result_buffer(l, op));
  return true;
}

// Sums of neighbours: what is read is twice as far on as what is written.
bool ptowsp_lower_pair_sum(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  LLVMValueRef source = ptowsp_lower_operand(l, op, 0), parts[2];
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef place = LLVMBuildNUWAdd(l->builder, loop.iv, loop.iv, "");
  for (size_t i = 0; i < 2; i++) {
    LLVMValueRef at = LLVMBuildNUWAdd(l->builder, place, ptowsp_lower_i64(l, (int64_t)i), "");
    parts[i] = ptowsp_emit_load(l, result.element, source, at, 1);
  }
  LLVMValueRef sum = ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, result.element, parts[0], parts[1]);
  ptowsp_emit_store(l, result.element, sum, target, loop.iv);
  ptowsp_loop_end_elements(l, &loop);
  return true;
}

// ---------------------------------------------------------------- places of extremes

typedef struct {
  LLVMRealPredicate better;
  ptowsp_type_t element;
  LLVMValueRef source;
  int64_t count, stride; // elements of a line, and how far they are apart
} line_t;

// Which element of the line that starts at `first` is the best, the first of several.
static LLVMValueRef find_best(ptowsp_lower_t *l, const line_t *line, LLVMValueRef first) {
  LLVMValueRef best[2] = {ptowsp_emit_load(l, line->element, line->source, first, 1),
                          ptowsp_lower_i64(l, 0)};
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, line->count, 1);
  LLVMValueRef kept[2], next[2];
  for (size_t i = 0; i < 2; i++) {
    kept[i] = LLVMBuildPhi(l->builder, LLVMTypeOf(best[i]), "");
    LLVMAddIncoming(kept[i], &best[i], &before, 1);
  }
  LLVMValueRef place = LLVMBuildNUWMul(l->builder, loop.iv, ptowsp_lower_i64(l, line->stride), "");
  place = LLVMBuildNUWAdd(l->builder, first, place, "");
  LLVMValueRef value = ptowsp_emit_load(l, line->element, line->source, place, 1);
  LLVMValueRef better = LLVMBuildFCmp(l->builder, line->better, value, kept[0], "");
  next[0] = LLVMBuildSelect(l->builder, better, value, kept[0], "");
  next[1] = LLVMBuildSelect(l->builder, better, loop.iv, kept[1], "");
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  for (size_t i = 0; i < 2; i++) LLVMAddIncoming(kept[i], &next[i], &latch, 1);
  ptowsp_loop_end_elements(l, &loop);
  return next[1];
}

// Lines start `step` elements apart.
static bool lower_place(ptowsp_lower_t *l, ptowsp_op_t *op, line_t line, int64_t lines,
                        int64_t step) {
  ptowsp_type_t index = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
  line.element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  line.source = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, lines, 1);
  LLVMValueRef first = LLVMBuildNUWMul(l->builder, loop.iv, ptowsp_lower_i64(l, step), "");
  LLVMValueRef found =
      LLVMBuildTrunc(l->builder, find_best(l, &line, first), ptowsp_lower_type(l, index), "");
  ptowsp_emit_store(l, index, found, target, loop.iv);
  ptowsp_loop_end(l, &loop);
  return true;
}

bool ptowsp_lower_row_place(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  line_t line = {.better = (LLVMRealPredicate)row->what, .count = tile.cols, .stride = 1};
  return lower_place(l, op, line, tile.rows, tile.cols);
}

bool ptowsp_lower_col_place(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t tile = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  line_t line = {.better = (LLVMRealPredicate)row->what, .count = tile.rows, .stride = tile.cols};
  return lower_place(l, op, line, tile.cols, 1);
}
