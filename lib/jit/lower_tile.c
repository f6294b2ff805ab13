// pto: tile instructions as loops over row-major buffers, one buffer a tile.
//
// Elementwise instructions run over vectors of 64 bytes with a scalar rest; LLVM splits
// the vectors for hosts with narrower registers. Row reductions go in column order.
#include "lower.h"
#include "lower_ops.h"

typedef struct {
  ptowsp_type_t type;
  ptowsp_type_t element;
  int64_t rows;
  int64_t cols;
} tile_t;

static tile_t tile_of(ptowsp_type_t type) {
  const int64_t *shape = ptowsp_type_shape(type);
  return (tile_t){type, ptowsp_type_element(type), shape[0], shape[1]};
}

uint64_t ptowsp_tile_bytes(ptowsp_type_t type) {
  tile_t t = tile_of(type);
  return (uint64_t)t.rows * (uint64_t)t.cols * ptowsp_type_bytes(t.element);
}

// A tile no core has memory for is refused before any buffer is sized by it.
bool ptowsp_lower_check_tile(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_TILE) return ptowsp_lower_refuse(l, op, "takes tiles");
  tile_t t = tile_of(type);
  enum { LIMIT = 1 << 24 };
  if (t.rows < 1 || t.cols < 1 || t.rows > LIMIT || t.cols > LIMIT || t.rows * t.cols > LIMIT)
    return ptowsp_lower_refuse(l, op, "a tile has between 1 and %d elements", LIMIT);
  if (!ptowsp_lower_memory_type(l, t.element))
    return ptowsp_lower_refuse(l, op, "an element type the JIT has no machine type for");
  return true;
}

static bool check_tiles(ptowsp_lower_t *l, ptowsp_op_t *op, size_t operands) {
  for (size_t i = 0; i < operands; i++)
    if (!ptowsp_lower_check_tile(l, op, ptowsp_op_operand(op, i))) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (!ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, i))) return false;
  return true;
}

static LLVMValueRef result_buffer(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  LLVMValueRef buffer = ptowsp_lower_buffer(l, ptowsp_tile_bytes(ptowsp_value_type(result)));
  ptowsp_lower_bind(l, result, buffer);
  return buffer;
}

void ptowsp_emit_tile_copy(ptowsp_lower_t *l, ptowsp_type_t tile, LLVMValueRef from,
                           LLVMValueRef to) {
  LLVMBuildMemCpy(l->builder, to, 64, from, 64,
                  ptowsp_lower_i64(l, (int64_t)ptowsp_tile_bytes(tile)));
}

// ---------------------------------------------------------------- elementwise

enum { VECTOR_BYTES = 64, MAX_SOURCES = 2 };

// One elementwise instruction: what it reads and how one element (or vector) follows.
typedef struct elementwise {
  const ptowsp_lowering_t *row;
  ptowsp_type_t sources[MAX_SOURCES]; // element types
  LLVMValueRef bases[MAX_SOURCES];    // NULL: `scalars` holds the operand
  LLVMValueRef scalars[MAX_SOURCES];
  size_t source_count;
  ptowsp_type_t result;
  LLVMValueRef target;
  bool no_lanes; // calls the C library
  LLVMValueRef (*emit)(ptowsp_lower_t *l, const struct elementwise *e,
                       const LLVMValueRef *operands);
} elementwise_t;

// Elements [index, index + lanes).
static void emit_step(ptowsp_lower_t *l, const elementwise_t *e, LLVMValueRef index,
                      unsigned lanes) {
  LLVMValueRef operands[MAX_SOURCES];
  for (size_t i = 0; i < e->source_count; i++)
    operands[i] = e->bases[i] ? ptowsp_emit_load(l, e->sources[i], e->bases[i], index, lanes)
                              : ptowsp_lower_splat(l, e->scalars[i], lanes);
  ptowsp_emit_store(l, e->result, e->emit(l, e, operands), e->target, index);
}

// Elements [first, first + count), first being an LLVM value or NULL for 0.
static void emit_range(ptowsp_lower_t *l, const elementwise_t *e, LLVMValueRef first,
                       int64_t count) {
  unsigned lanes = VECTOR_BYTES / (unsigned)ptowsp_type_bytes(e->result);
  if (e->no_lanes) lanes = 1;
  int64_t whole = count / lanes * lanes;
  const int64_t parts[2][3] = {{0, whole, lanes}, {whole, count - whole, 1}};
  for (size_t i = 0; i < 2; i++) {
    if (!parts[i][1]) continue;
    ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, parts[i][1], parts[i][2]);
    LLVMValueRef index = LLVMBuildNUWAdd(l->builder, loop.iv, ptowsp_lower_i64(l, parts[i][0]), "");
    if (first) index = LLVMBuildNUWAdd(l->builder, first, index, "");
    emit_step(l, e, index, (unsigned)parts[i][2]);
    ptowsp_loop_end(l, &loop);
  }
}

// Checks the operands (tiles of the result's shape, or scalars of its element type)
// and runs `emit` over every element.
static bool elementwise(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op,
                        LLVMValueRef (*emit)(ptowsp_lower_t *, const elementwise_t *,
                                             const LLVMValueRef *),
                        bool no_lanes) {
  if (!ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, 0))) return false;
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  elementwise_t e = {.row = row, .result = result.element, .emit = emit, .no_lanes = no_lanes};
  e.source_count = ptowsp_op_operand_count(op);
  for (size_t i = 0; i < e.source_count && i < MAX_SOURCES; i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    e.sources[i] = ptowsp_value_type(operand);
    if (ptowsp_type_kind(e.sources[i]) != PTOWSP_TYPE_TILE) {
      if (e.sources[i] != result.element)
        return ptowsp_lower_refuse(l, op, "the scalar's type is not that of the tile's elements");
      e.scalars[i] = ptowsp_lower_value(l, operand);
      continue;
    }
    if (!ptowsp_lower_check_tile(l, op, operand)) return false;
    tile_t source = tile_of(e.sources[i]);
    if (source.rows != result.rows || source.cols != result.cols)
      return ptowsp_lower_refuse(l, op, "the tiles differ in shape");
    e.sources[i] = source.element;
    e.bases[i] = ptowsp_lower_value(l, operand);
  }
  e.target = result_buffer(l, op);
  emit_range(l, &e, NULL, result.rows * result.cols);
  return true;
}

static LLVMValueRef emit_arith(ptowsp_lower_t *l, const elementwise_t *e,
                               const LLVMValueRef *operands) {
  return ptowsp_emit_arith(l, (ptowsp_arith_t)e->row->what, e->result, operands[0], operands[1]);
}

static LLVMValueRef emit_math(ptowsp_lower_t *l, const elementwise_t *e,
                              const LLVMValueRef *operands) {
  return ptowsp_emit_math(l, (ptowsp_op_id_t)e->row->what, e->result, operands, 1);
}

static LLVMValueRef emit_negate(ptowsp_lower_t *l, const elementwise_t *e,
                                const LLVMValueRef *operands) {
  return ptowsp_emit_negate(l, e->result, operands[0]);
}

static LLVMValueRef emit_convert(ptowsp_lower_t *l, const elementwise_t *e,
                                 const LLVMValueRef *operands) {
  return ptowsp_emit_convert(l, operands[0], e->sources[0], e->result);
}

static LLVMValueRef emit_value(ptowsp_lower_t *l, const elementwise_t *e,
                               const LLVMValueRef *operands) {
  (void)l, (void)e;
  return operands[0];
}

// A small number as an element of the tile, in as many lanes as `like` has.
static LLVMValueRef number_like(ptowsp_lower_t *l, ptowsp_type_t element, double value,
                                LLVMValueRef like) {
  LLVMTypeRef type = ptowsp_lower_type(l, element);
  LLVMValueRef scalar;
  if (ptowsp_type_is_float(element)) {
    uint64_t bits = ptowsp_float_encode(ptowsp_type_float_kind(element), value);
    unsigned width = ptowsp_type_width(element);
    scalar =
        LLVMConstBitCast(LLVMConstInt(LLVMIntTypeInContext(l->llvm, width), bits, false), type);
  } else {
    scalar = LLVMConstInt(type, (uint64_t)(int64_t)value, true);
  }
  return ptowsp_lower_splat(l, scalar, ptowsp_lanes_of(like));
}

static LLVMValueRef emit_recip(ptowsp_lower_t *l, const elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef one = number_like(l, e->result, 1, operands[0]);
  return ptowsp_emit_arith(l, PTOWSP_ARITH_DIV, e->result, one, operands[0]);
}

// x > 0 ? x : 0, as C programs write it: NaN and -0 become 0.
static LLVMValueRef emit_relu(ptowsp_lower_t *l, const elementwise_t *e,
                              const LLVMValueRef *operands) {
  LLVMValueRef zero = number_like(l, e->result, 0, operands[0]);
  if (!ptowsp_type_is_float(e->result))
    return ptowsp_emit_arith(l, PTOWSP_ARITH_MAX, e->result, operands[0], zero);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], zero, "");
}

static LLVMValueRef emit_bits(ptowsp_lower_t *l, const elementwise_t *e,
                              const LLVMValueRef *operands) {
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], operands[1], "");
}

static LLVMValueRef emit_not(ptowsp_lower_t *l, const elementwise_t *e,
                             const LLVMValueRef *operands) {
  (void)e;
  return LLVMBuildNot(l->builder, operands[0], "");
}

// Counts are taken modulo the width, as arith's shifts take them.
static LLVMValueRef emit_shift(ptowsp_lower_t *l, const elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef bound =
      number_like(l, e->result, (double)ptowsp_type_width(e->result) - 1, operands[1]);
  LLVMValueRef count = LLVMBuildAnd(l->builder, operands[1], bound, "");
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], count, "");
}

// x > 0 ? x : x * slope.
static LLVMValueRef emit_prelu(ptowsp_lower_t *l, const elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef zero = number_like(l, e->result, 0, operands[0]);
  LLVMValueRef scaled = ptowsp_emit_arith(l, PTOWSP_ARITH_MUL, e->result, operands[0], operands[1]);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], scaled, "");
}

static bool int_elements(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE &&
      ptowsp_type_is_integer(ptowsp_type_element(type)))
    return true;
  return ptowsp_lower_refuse(l, op, "takes tiles of integers");
}

static bool float_elements(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE && ptowsp_type_is_float(ptowsp_type_element(type)))
    return true;
  return ptowsp_lower_refuse(l, op, "takes tiles of floats");
}

bool ptowsp_lower_tile_arith(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_arith, false);
}

bool ptowsp_lower_tile_math(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_op_id_t id = (ptowsp_op_id_t)row->what;
  return float_elements(l, op) && elementwise(l, row, op, emit_math, !ptowsp_math_has_lanes(id));
}

bool ptowsp_lower_tile_negate(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_negate, false);
}

bool ptowsp_lower_tile_recip(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return float_elements(l, op) && elementwise(l, row, op, emit_recip, false);
}

bool ptowsp_lower_tile_relu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_relu, false);
}

bool ptowsp_lower_tile_fill(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_value, false);
}

bool ptowsp_lower_tile_bits(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return int_elements(l, op) && elementwise(l, row, op, emit_bits, false);
}

bool ptowsp_lower_tile_not(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return int_elements(l, op) && elementwise(l, row, op, emit_not, false);
}

bool ptowsp_lower_tile_shift(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return int_elements(l, op) && elementwise(l, row, op, emit_shift, false);
}

bool ptowsp_lower_tile_prelu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return float_elements(l, op) && elementwise(l, row, op, emit_prelu, false);
}

// A move between memories changes no element, so the copy is the tile itself: tiles
// are values, nothing writes them again.
bool ptowsp_lower_tmov(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!check_tiles(l, op, 1)) return false;
  tile_t source = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows == result.rows && source.cols == result.cols &&
      source.element == result.element) {
    ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
    return true;
  }
  return elementwise(l, row, op, emit_convert, false);
}

// ---------------------------------------------------------------- rows

// lhs[r][c] op rhs[r][0].
bool ptowsp_lower_row_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!check_tiles(l, op, 2)) return false;
  tile_t tile = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t column = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  if (column.cols != 1 || column.rows != tile.rows || column.element != tile.element ||
      ptowsp_value_type(ptowsp_op_result(op, 0)) != tile.type)
    return ptowsp_lower_refuse(l, op, "the second tile must be one column of the first's rows");
  elementwise_t e = {.row = row, .result = tile.element, .emit = emit_arith, .source_count = 2};
  e.sources[0] = tile.element;
  e.bases[0] = ptowsp_lower_operand(l, op, 0);
  e.target = result_buffer(l, op);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  e.scalars[1] = ptowsp_emit_load(l, tile.element, ptowsp_lower_operand(l, op, 1), rows.iv, 1);
  LLVMValueRef first = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, tile.cols), "");
  emit_range(l, &e, first, tile.cols);
  ptowsp_loop_end(l, &rows);
  return true;
}

// Every column, or (row->what) every row, is the source's first.
bool ptowsp_lower_expand(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!check_tiles(l, op, 1)) return false;
  tile_t source = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool fits = row->what ? source.cols == result.cols : source.rows == result.rows;
  if (!fits || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the result must have the source's elements and %s",
                               row->what ? "columns" : "rows");
  elementwise_t e = {.row = row, .result = result.element, .emit = emit_value, .source_count = 1};
  e.sources[0] = result.element;
  e.target = result_buffer(l, op);
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0);
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, result.rows, 1);
  LLVMValueRef to = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, result.cols), "");
  if (row->what) {
    unsigned bytes = (unsigned)ptowsp_type_bytes(result.element);
    LLVMTypeRef memory = ptowsp_lower_memory_type(l, result.element);
    LLVMValueRef target = LLVMBuildInBoundsGEP2(l->builder, memory, e.target, &to, 1, "");
    LLVMBuildMemCpy(l->builder, target, bytes, from, bytes,
                    ptowsp_lower_i64(l, result.cols * (int64_t)bytes));
  } else {
    LLVMValueRef first = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, source.cols), "");
    e.scalars[0] = ptowsp_emit_load(l, result.element, from, first, 1);
    emit_range(l, &e, to, result.cols);
  }
  ptowsp_loop_end(l, &rows);
  return true;
}

// The same elements in the same order.
bool ptowsp_lower_reshape(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!check_tiles(l, op, 1)) return false;
  tile_t source = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows * source.cols != result.rows * result.cols || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the tiles differ in their number or type of elements");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
  return true;
}

// The sum starts from zero, an extreme from the first column.
bool ptowsp_lower_row_reduce(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!check_tiles(l, op, 1)) return false;
  tile_t tile = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t column = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (column.cols != 1 || column.rows != tile.rows || column.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the result must be one column of the tile's rows");
  LLVMValueRef source = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = result_buffer(l, op);
  ptowsp_arith_t what = (ptowsp_arith_t)row->what;
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef start = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, tile.cols), "");
  LLVMValueRef init = ptowsp_emit_load(l, tile.element, source, start, 1);
  if (what == PTOWSP_ARITH_ADD) init = number_like(l, tile.element, 0, init);
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, tile.cols, 1);
  LLVMValueRef sum = LLVMBuildPhi(l->builder, LLVMTypeOf(init), "");
  LLVMAddIncoming(sum, &init, &before, 1);
  LLVMValueRef index = LLVMBuildNUWAdd(l->builder, start, cols.iv, "");
  LLVMValueRef value = ptowsp_emit_load(l, tile.element, source, index, 1);
  LLVMValueRef next = ptowsp_emit_arith(l, what, tile.element, sum, value);
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  LLVMAddIncoming(sum, &next, &latch, 1);
  ptowsp_loop_end(l, &cols);
  ptowsp_emit_store(l, tile.element, next, target, rows.iv);
  ptowsp_loop_end(l, &rows);
  return true;
}

// ---------------------------------------------------------------- columns and places

// Row by row from the first; the sum starts from zero, an extreme from the first row.
bool ptowsp_lower_col_reduce(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!check_tiles(l, op, 1)) return false;
  tile_t tile = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t line = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (line.rows != 1 || line.cols != tile.cols || line.element != tile.element)
    return ptowsp_lower_refuse(l, op, "the result must be one row of the tile's columns");
  LLVMValueRef source = ptowsp_lower_operand(l, op, 0);
  elementwise_t e = {.row = row, .result = tile.element, .emit = emit_value, .source_count = 1};
  e.target = result_buffer(l, op);
  e.sources[0] = e.sources[1] = tile.element;
  if (row->what == PTOWSP_ARITH_ADD)
    e.scalars[0] =
        number_like(l, tile.element, 0, LLVMGetUndef(ptowsp_lower_type(l, tile.element)));
  else
    e.bases[0] = source;
  emit_range(l, &e, NULL, tile.cols);
  e.emit = emit_arith;
  e.source_count = 2;
  e.bases[0] = e.target;
  ptowsp_jit_loop_t rows = ptowsp_loop_begin(l, tile.rows, 1);
  LLVMValueRef start = LLVMBuildNUWMul(l->builder, rows.iv, ptowsp_lower_i64(l, tile.cols), "");
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, tile.element);
  e.bases[1] = LLVMBuildInBoundsGEP2(l->builder, memory, source, &start, 1, "");
  emit_range(l, &e, NULL, tile.cols);
  ptowsp_loop_end(l, &rows);
  return true;
}

bool ptowsp_lower_transpose(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!check_tiles(l, op, 1)) return false;
  tile_t source = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows != result.cols || source.cols != result.rows || source.element != result.element)
    return ptowsp_lower_refuse(l, op, "the result must have the source's columns as its rows");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = result_buffer(l, op);
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
  if (!check_tiles(l, op, 2)) return false;
  tile_t source = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  tile_t indices = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 1)));
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (indices.rows != result.rows || indices.cols != result.cols ||
      source.element != result.element || !ptowsp_type_is_i(indices.element, 32))
    return ptowsp_lower_refuse(l, op, "takes an index of type i32 for each element of the result");
  LLVMValueRef from = ptowsp_lower_operand(l, op, 0), by = ptowsp_lower_operand(l, op, 1);
  LLVMValueRef target = result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef index = ptowsp_emit_load(l, indices.element, by, loop.iv, 1);
  index = LLVMBuildSExt(l->builder, index, LLVMInt64TypeInContext(l->llvm), "");
  LLVMValueRef inside = LLVMBuildICmp(l->builder, LLVMIntULT, index,
                                      ptowsp_lower_i64(l, source.rows * source.cols), "");
  index = LLVMBuildSelect(l->builder, inside, index, ptowsp_lower_i64(l, 0), "");
  LLVMValueRef value = ptowsp_emit_load(l, source.element, from, index, 1);
  LLVMValueRef zero = number_like(l, source.element, 0, value);
  ptowsp_emit_store(l, result.element, LLVMBuildSelect(l->builder, inside, value, zero, ""), target,
                    loop.iv);
  ptowsp_loop_end(l, &loop);
  return true;
}

// start, start + 1, …, in the elements' width.
bool ptowsp_lower_iota(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!check_tiles(l, op, 0) || !int_elements(l, op)) return false;
  tile_t result = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  LLVMValueRef start = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef target = result_buffer(l, op);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, 1);
  LLVMValueRef step = LLVMBuildTrunc(l->builder, loop.iv, ptowsp_lower_type(l, result.element), "");
  ptowsp_emit_store(l, result.element, LLVMBuildAdd(l->builder, start, step, ""), target, loop.iv);
  ptowsp_loop_end(l, &loop);
  return true;
}

// ---------------------------------------------------------------- load and store

// Strides of the tile's rows and columns in the buffer: its last two dimensions, or a
// vector that is one row or one column; the dimensions before stand at 0.
static bool box_strides(ptowsp_lower_t *l, ptowsp_op_t *op, const tile_t *tile,
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
  if (!check_tiles(l, op, 0)) return false;
  tile_t tile = tile_of(ptowsp_value_type(ptowsp_op_result(op, 0)));
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  int64_t row_stride;
  int64_t col_stride;
  if (!box_strides(l, op, &tile, view, &row_stride, &col_stride)) return false;
  ptowsp_type_t source = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  if (source != tile.element)
    return ptowsp_lower_refuse(l, op, "the tile's elements are not the buffer's; use pto.tcvt");
  LLVMValueRef target = result_buffer(l, op);
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
static void store_step(ptowsp_lower_t *l, const tile_t *tile, ptowsp_type_t element, bool add,
                       LLVMValueRef tile_base, LLVMValueRef from, LLVMValueRef target,
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
  if (!check_tiles(l, op, 1)) return false;
  tile_t tile = tile_of(ptowsp_value_type(ptowsp_op_operand(op, 0)));
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
  unsigned lanes = VECTOR_BYTES / (unsigned)ptowsp_type_bytes(element);
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
