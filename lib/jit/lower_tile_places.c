// pto: instructions that move elements to other places of a tile, sort them, or count.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// A transposition: `target` has as many columns as the source has rows.
typedef struct {
  ptowsp_type_t element;
  ptowsp_jit_elements_t source, target;
} transpose_t;

// A part of the source, element by element.
typedef struct {
  int64_t row, col, rows, cols;
} part_t;

static LLVMValueRef plus(ptowsp_lower_t *l, LLVMValueRef value, int64_t number) {
  return LLVMBuildNUWAdd(l->builder, value, ptowsp_lower_i64(l, number), "");
}

static void transpose_part(ptowsp_lower_t *l, const transpose_t *t, part_t part) {
  if (!part.rows || !part.cols) return;
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, part.cols, 1);
  LLVMValueRef col = plus(l, cols.iv, part.col);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, part.rows, 1);
  LLVMValueRef row = plus(l, rows.iv, part.row);
  ptowsp_jit_place_t from = {row, col, 1, 1}, to = {col, row, 1, 1};
  ptowsp_emit_place_store(l, t->element, ptowsp_emit_place_load(l, t->element, &t->source, &from),
                          &t->target, &to);
  ptowsp_loop_end_elements(l, &rows);
  ptowsp_loop_end(l, &cols);
}

// Lanes of two vectors in turn: the lower (upper) halves.
static LLVMValueRef interleave(ptowsp_lower_t *l, LLVMValueRef a, LLVMValueRef b, unsigned upper) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  LLVMValueRef mask[PTOWSP_JIT_MAX_LANES];
  unsigned lanes = ptowsp_lanes_of(a);
  for (unsigned i = 0; i < lanes; i++)
    mask[i] = LLVMConstInt(i32, upper * lanes / 2 + i / 2 + i % 2 * lanes, false);
  return LLVMBuildShuffleVector(l->builder, a, b, LLVMConstVector(mask, lanes), "");
}

// A square at (row, col): each round brings the rows that are half the square apart together.
static void transpose_square(ptowsp_lower_t *l, const transpose_t *t, LLVMValueRef row,
                             LLVMValueRef col, unsigned side) {
  LLVMValueRef lines[16], next[16];
  for (unsigned i = 0; i < side; i++) {
    ptowsp_jit_place_t from = {plus(l, row, i), col, side, side};
    lines[i] = ptowsp_emit_place_load(l, t->element, &t->source, &from);
  }
  for (unsigned round = 1; round < side; round *= 2) {
    for (unsigned i = 0; i < side; i++)
      next[i] = interleave(l, lines[i / 2], lines[i / 2 + side / 2], i % 2);
    for (unsigned i = 0; i < side; i++) lines[i] = next[i];
  }
  for (unsigned i = 0; i < side; i++) {
    ptowsp_jit_place_t to = {plus(l, col, i), row, side, side};
    ptowsp_emit_place_store(l, t->element, lines[i], &t->target, &to);
  }
}

// Elements of 32 bits and more are moved one by one as fast; narrower ones in squares of vectors of
// 16 bytes.
bool ptowsp_lower_transpose(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows != result.cols || source.cols != result.rows || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the result must have the source's columns as its rows");
  transpose_t t = {.element = source.element,
                   .source = ptowsp_lower_elements(l, ptowsp_op_operand(op, 0)),
                   .target = {.base = ptowsp_lower_result_buffer(l, op), .stride = result.cols}};
  unsigned bytes = (unsigned)ptowsp_type_bytes(source.element);
  bool squares = bytes <= 2 && ptowsp_type_width(source.element) != 1;
  int64_t side = 16 / bytes;
  int64_t rows = squares ? source.rows / side * side : 0;
  int64_t cols = squares ? source.cols / side * side : 0;
  if (rows && cols) {
    ptowsp_jit_loop_t r = ptowsp_loop_begin(l, rows, side);
    ptowsp_jit_loop_t c = ptowsp_loop_begin(l, cols, side);
    transpose_square(l, &t, r.iv, c.iv, (unsigned)side);
    ptowsp_loop_end(l, &c);
    ptowsp_loop_end(l, &r);
  } else {
    rows = 0;
  }
  transpose_part(l, &t, (part_t){rows, 0, source.rows - rows, source.cols});
  transpose_part(l, &t, (part_t){0, cols, rows, source.cols - cols});
  return true;
}

// The elements of `source`; conversions that were moved behind the gather follow it.
static void gather_known(ptowsp_lower_t *l, const ptowsp_lowering_t *row,
                         const ptowsp_value_t *source, const ptowsp_jit_gather_t *known,
                         ptowsp_jit_expr_t *e) {
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(source));
  e->result = element;
  e->source_count = 1;
  if (!ptowsp_lower_facts(l, source)->moved) {
    e->row = row, e->op = NULL, e->emit = ptowsp_emit_expr_value;
    e->sources[0] = (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_GATHER,
                                          .element = element,
                                          .gather = known,
                                          .tile = ptowsp_lower_elements(l, source)};
    return;
  }
  const ptowsp_op_t *conversion = ptowsp_value_op(source);
  ptowsp_jit_expr_t inner = *e;
  gather_known(l, row, ptowsp_op_operand(conversion, 0), known, &inner);
  e->row = ptowsp_lowering_of(ptowsp_op_id(conversion)), e->op = conversion;
  e->emit = ptowsp_emit_expr_convert;
  e->sources[0] = (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_SAME,
                                        .element = inner.result,
                                        .tile = ptowsp_lower_inner_expr(l, &inner)};
}

// The element of a tile with this number; conversions that were moved behind the gather follow it.
static LLVMValueRef element_by_number(ptowsp_lower_t *l, const ptowsp_value_t *tile,
                                      LLVMValueRef number) {
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(tile));
  if (ptowsp_lower_facts(l, tile)->moved) {
    const ptowsp_value_t *source = ptowsp_op_operand(ptowsp_value_op(tile), 0);
    ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(source));
    return ptowsp_emit_convert(l, element_by_number(l, source, number), from, element);
  }
  int64_t cols = ptowsp_type_shape(ptowsp_value_type(tile))[1];
  ptowsp_jit_elements_t elements = ptowsp_lower_elements(l, tile);
  if (elements.stride != cols) {
    LLVMValueRef length = ptowsp_lower_i64(l, cols);
    LLVMValueRef row = LLVMBuildUDiv(l->builder, number, length, "");
    LLVMValueRef col = LLVMBuildURem(l->builder, number, length, "");
    row = LLVMBuildNSWMul(l->builder, row, ptowsp_lower_i64(l, elements.stride), "");
    number = LLVMBuildNSWAdd(l->builder, row, col, "");
  }
  return ptowsp_emit_load(l, element, elements.base, number, 1);
}

static void gather_by_index(ptowsp_lower_t *l, const ptowsp_value_t *source, LLVMValueRef by,
                            const ptowsp_jit_tile_t *result, LLVMValueRef target) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(source));
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result->rows * result->cols, 1);
  LLVMValueRef index = ptowsp_emit_load(l, ptowsp_type_i(l->context, 32), by, loop.iv, 1);
  index = LLVMBuildSExt(l->builder, index, LLVMInt64TypeInContext(l->llvm), "");
  LLVMValueRef count = ptowsp_lower_i64(l, shape[0] * shape[1]);
  LLVMValueRef inside = LLVMBuildICmp(l->builder, LLVMIntULT, index, count, "");
  index = LLVMBuildSelect(l->builder, inside, index, ptowsp_lower_i64(l, 0), "");
  LLVMValueRef value = element_by_number(l, source, index);
  LLVMValueRef zero = ptowsp_emit_number(l, result->element, 0, value);
  ptowsp_emit_store(l, result->element, LLVMBuildSelect(l->builder, inside, value, zero, ""),
                    target, loop.iv);
  ptowsp_loop_end_elements(l, &loop);
}

// An index beyond the source gives 0; its first element is read then, nothing outside.
bool ptowsp_lower_gather(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t indices = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (indices.rows != result.rows || indices.cols != result.cols ||
      source.element != result.element || !ptowsp_type_is_i(indices.element, 32))
    return ptowsp_lower_refuse(l, op, "takes an index of type i32 for each element of the result");
  const ptowsp_jit_gather_t *known = ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->gather;
  if (known) {
    ptowsp_jit_expr_t e = {.rows = result.rows, .cols = result.cols};
    gather_known(l, row, ptowsp_op_operand(op, 0), known, &e);
    ptowsp_lower_bind_expr(l, op, &e);
    return true;
  }
  gather_by_index(l, ptowsp_op_operand(op, 0), ptowsp_lower_operand(l, op, 1), &result,
                  ptowsp_lower_result_buffer(l, op));
  return true;
}

static LLVMValueRef emit_count(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  return ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, e->result, operands[0], operands[1]);
}

// start, start + 1, …, in the elements' width.
bool ptowsp_lower_iota(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 0) || !ptowsp_lower_int_elements(l, op)) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  ptowsp_jit_expr_t e = {.row = row,
                         .emit = emit_count,
                         .result = result.element,
                         .rows = result.rows,
                         .cols = result.cols,
                         .source_count = 2};
  e.sources[0] = (ptowsp_jit_source_t){.kind = PTOWSP_SOURCE_SCALAR,
                                       .element = result.element,
                                       .scalar = ptowsp_lower_operand(l, op, 0)};
  e.sources[1] = (ptowsp_jit_source_t){
      .kind = PTOWSP_SOURCE_NUMBER, .element = result.element, .tile = {.stride = result.cols}};
  ptowsp_lower_bind_expr(l, op, &e);
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

// Each block of 32 bytes that an offset names; beyond the tile, the first.
bool ptowsp_lower_gather_blocks(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  enum { BLOCK = 32 };
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t offsets = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  int64_t bytes = (int64_t)ptowsp_tile_bytes(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  if (bytes < BLOCK) return ptowsp_lower_refuse(l, op, "the source has no block of 32 bytes");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0), by = ptowsp_lower_operand(l, op, 1);
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  LLVMTypeRef byte = LLVMInt8TypeInContext(l->llvm), word = LLVMInt64TypeInContext(l->llvm);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, offsets.rows * offsets.cols, 1);
  LLVMValueRef offset = ptowsp_emit_load(l, offsets.element, by, loop.iv, 1);
  offset = LLVMBuildZExt(l->builder, offset, word, "");
  LLVMValueRef last = ptowsp_lower_i64(l, bytes - BLOCK);
  LLVMValueRef inside = LLVMBuildICmp(l->builder, LLVMIntULE, offset, last, "");
  offset = LLVMBuildSelect(l->builder, inside, offset, ptowsp_lower_i64(l, 0), "");
  LLVMValueRef to = LLVMBuildNUWMul(l->builder, loop.iv, ptowsp_lower_i64(l, BLOCK), "");
  LLVMBuildMemCpy(l->builder, LLVMBuildInBoundsGEP2(l->builder, byte, target, &to, 1, ""), BLOCK,
                  LLVMBuildInBoundsGEP2(l->builder, byte, from, &offset, 1, ""), 1,
                  ptowsp_lower_i64(l, BLOCK));
  ptowsp_loop_end(l, &loop);
  return true;
}

// Two tiles side by side.
bool ptowsp_lower_concat(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!ptowsp_lower_check_tiles(l, op, 2)) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, result.element);
  unsigned bytes = (unsigned)ptowsp_type_bytes(result.element);
  LLVMValueRef from[2] = {ptowsp_lower_operand(l, op, 0), ptowsp_lower_operand(l, op, 1)};
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, result.rows, 1);
  LLVMValueRef to = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, result.cols), "");
  for (size_t i = 0; i < 2; i++) {
    LLVMValueRef cols =
        ptowsp_lower_i64(l, ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, i))).cols);
    LLVMValueRef at = LLVMBuildNUWMul(l->builder, rows.iv, cols, "");
    LLVMBuildMemCpy(l->builder, LLVMBuildInBoundsGEP2(l->builder, memory, target, &to, 1, ""),
                    bytes, LLVMBuildInBoundsGEP2(l->builder, memory, from[i], &at, 1, ""), bytes,
                    LLVMBuildNUWMul(l->builder, cols, ptowsp_lower_i64(l, bytes), ""));
    to = LLVMBuildNUWAdd(l->builder, to, cols, "");
  }
  ptowsp_loop_end(l, &rows);
  return true;
}
