// pto: tile instructions as loops over row-major buffers, one buffer a tile.
//
// Elementwise instructions run over vectors of 64 bytes with a scalar rest; LLVM splits
// the vectors for hosts with narrower registers. Row reductions go in column order.
#include "lower_tile.h"

#include "lower_ops.h"

ptowsp_jit_tile_t ptowsp_jit_tile(ptowsp_type_t type) {
  const int64_t *shape = ptowsp_type_shape(type);
  return (ptowsp_jit_tile_t){type, ptowsp_type_element(type), shape[0], shape[1]};
}

uint64_t ptowsp_tile_bytes(ptowsp_type_t type) {
  ptowsp_jit_tile_t t = ptowsp_jit_tile(type);
  return (uint64_t)t.rows * (uint64_t)t.cols * ptowsp_type_bytes(t.element);
}

// A tile no core has memory for is refused before any buffer is sized by it.
bool ptowsp_lower_check_tile(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_TILE) return ptowsp_lower_refuse(l, op, "takes tiles");
  ptowsp_jit_tile_t t = ptowsp_jit_tile(type);
  enum { LIMIT = 1 << 24 };
  if (t.rows < 1 || t.cols < 1 || t.rows > LIMIT || t.cols > LIMIT || t.rows * t.cols > LIMIT)
    return ptowsp_lower_refuse(l, op, "a tile has between 1 and %d elements", LIMIT);
  if (!ptowsp_lower_memory_type(l, t.element))
    return ptowsp_lower_refuse(l, op, "an element type the JIT has no machine type for");
  return true;
}

bool ptowsp_lower_check_tiles(ptowsp_lower_t *l, ptowsp_op_t *op, size_t operands) {
  for (size_t i = 0; i < operands; i++)
    if (!ptowsp_lower_check_tile(l, op, ptowsp_op_operand(op, i))) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (!ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, i))) return false;
  return true;
}

LLVMValueRef ptowsp_lower_result_buffer(ptowsp_lower_t *l, ptowsp_op_t *op) {
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

// Elements [index, index + lanes).
static void emit_step(ptowsp_lower_t *l, const ptowsp_elementwise_t *e, LLVMValueRef index,
                      unsigned lanes) {
  LLVMValueRef operands[PTOWSP_MAX_SOURCES];
  for (size_t i = 0; i < e->source_count; i++)
    operands[i] = e->bases[i] ? ptowsp_emit_load(l, e->sources[i], e->bases[i], index, lanes)
                              : ptowsp_lower_splat(l, e->scalars[i], lanes);
  ptowsp_emit_store(l, e->result, e->emit(l, e, operands), e->target, index);
}

void ptowsp_emit_elements(ptowsp_lower_t *l, const ptowsp_elementwise_t *e, LLVMValueRef first,
                          int64_t count) {
  size_t bytes = ptowsp_type_bytes(e->result);
  for (size_t i = 0; i < e->source_count; i++)
    if (ptowsp_type_bytes(e->sources[i]) > bytes) bytes = ptowsp_type_bytes(e->sources[i]);
  unsigned lanes = PTOWSP_VECTOR_BYTES / (unsigned)bytes;
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

bool ptowsp_lower_elementwise(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op,
                              ptowsp_emit_element_t emit, bool no_lanes) {
  if (!ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, 0))) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  ptowsp_elementwise_t e = {
      .row = row, .op = op, .result = result.element, .emit = emit, .no_lanes = no_lanes};
  e.source_count = ptowsp_op_operand_count(op);
  for (size_t i = 0; i < e.source_count && i < PTOWSP_MAX_SOURCES; i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    e.sources[i] = ptowsp_value_type(operand);
    if (ptowsp_type_kind(e.sources[i]) != PTOWSP_TYPE_TILE) {
      if (e.sources[i] != result.element && e.sources[i] != e.sources[0])
        return ptowsp_lower_refuse(l, op, "the scalar's type is not that of the tile's elements");
      e.scalars[i] = ptowsp_lower_value(l, operand);
      continue;
    }
    if (!ptowsp_lower_check_tile(l, op, operand)) return false;
    ptowsp_jit_tile_t source = ptowsp_jit_tile(e.sources[i]);
    if (source.rows != result.rows || source.cols != result.cols)
      return ptowsp_lower_refuse(l, op, "the tiles differ in shape");
    e.sources[i] = source.element;
    e.bases[i] = ptowsp_lower_value(l, operand);
  }
  e.target = ptowsp_lower_result_buffer(l, op);
  ptowsp_emit_elements(l, &e, NULL, result.rows * result.cols);
  return true;
}

LLVMValueRef ptowsp_emit_tile_arith(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                    const LLVMValueRef *operands) {
  return ptowsp_emit_arith(l, (ptowsp_arith_t)e->row->what, e->result, operands[0], operands[1]);
}

static LLVMValueRef emit_math(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                              const LLVMValueRef *operands) {
  return ptowsp_emit_math(l, (ptowsp_op_id_t)e->row->what, e->result, operands, 1);
}

static LLVMValueRef emit_negate(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                const LLVMValueRef *operands) {
  return ptowsp_emit_negate(l, e->result, operands[0]);
}

static LLVMValueRef emit_convert(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                 const LLVMValueRef *operands) {
  return ptowsp_emit_convert(l, operands[0], e->sources[0], e->result);
}

LLVMValueRef ptowsp_emit_same(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                              const LLVMValueRef *operands) {
  (void)l, (void)e;
  return operands[0];
}

LLVMValueRef ptowsp_emit_number(ptowsp_lower_t *l, ptowsp_type_t element, double value,
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

static LLVMValueRef emit_recip(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef one = ptowsp_emit_number(l, e->result, 1, operands[0]);
  return ptowsp_emit_arith(l, PTOWSP_ARITH_DIV, e->result, one, operands[0]);
}

// x > 0 ? x : 0, as C programs write it: NaN and -0 become 0.
static LLVMValueRef emit_relu(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                              const LLVMValueRef *operands) {
  LLVMValueRef zero = ptowsp_emit_number(l, e->result, 0, operands[0]);
  if (!ptowsp_type_is_float(e->result))
    return ptowsp_emit_arith(l, PTOWSP_ARITH_MAX, e->result, operands[0], zero);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], zero, "");
}

static LLVMValueRef emit_bits(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                              const LLVMValueRef *operands) {
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], operands[1], "");
}

static LLVMValueRef emit_not(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                             const LLVMValueRef *operands) {
  (void)e;
  return LLVMBuildNot(l->builder, operands[0], "");
}

// Counts are taken modulo the width, as arith's shifts take them.
static LLVMValueRef emit_shift(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef bound =
      ptowsp_emit_number(l, e->result, (double)ptowsp_type_width(e->result) - 1, operands[1]);
  LLVMValueRef count = LLVMBuildAnd(l->builder, operands[1], bound, "");
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], count, "");
}

// x > 0 ? x : x * slope.
static LLVMValueRef emit_prelu(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef zero = ptowsp_emit_number(l, e->result, 0, operands[0]);
  LLVMValueRef scaled = ptowsp_emit_arith(l, PTOWSP_ARITH_MUL, e->result, operands[0], operands[1]);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], scaled, "");
}

bool ptowsp_lower_int_elements(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE &&
      ptowsp_type_is_integer(ptowsp_type_element(type)))
    return true;
  return ptowsp_lower_refuse(l, op, "takes tiles of integers");
}

bool ptowsp_lower_float_elements(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE && ptowsp_type_is_float(ptowsp_type_element(type)))
    return true;
  return ptowsp_lower_refuse(l, op, "takes tiles of floats");
}

bool ptowsp_lower_tile_arith(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, ptowsp_emit_tile_arith, false);
}

bool ptowsp_lower_tile_math(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_op_id_t id = (ptowsp_op_id_t)row->what;
  return ptowsp_lower_float_elements(l, op) &&
         ptowsp_lower_elementwise(l, row, op, emit_math, !ptowsp_math_has_lanes(id));
}

bool ptowsp_lower_tile_negate(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, emit_negate, false);
}

bool ptowsp_lower_tile_recip(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) &&
         ptowsp_lower_elementwise(l, row, op, emit_recip, false);
}

bool ptowsp_lower_tile_relu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, emit_relu, false);
}

bool ptowsp_lower_tile_fill(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, ptowsp_emit_same, false);
}

bool ptowsp_lower_tile_bits(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) && ptowsp_lower_elementwise(l, row, op, emit_bits, false);
}

bool ptowsp_lower_tile_not(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) && ptowsp_lower_elementwise(l, row, op, emit_not, false);
}

bool ptowsp_lower_tile_shift(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) &&
         ptowsp_lower_elementwise(l, row, op, emit_shift, false);
}

bool ptowsp_lower_tile_prelu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) &&
         ptowsp_lower_elementwise(l, row, op, emit_prelu, false);
}

// In the order of the enumeration: as the instruction compares floats, so that only `ne` holds
// with a NaN; integers are signed.
static LLVMValueRef emit_compare(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                 const LLVMValueRef *operands) {
  static const LLVMRealPredicate reals[] = {LLVMRealOEQ, LLVMRealUNE, LLVMRealOLT,
                                            LLVMRealOLE, LLVMRealOGT, LLVMRealOGE};
  static const LLVMIntPredicate ints[] = {LLVMIntEQ,  LLVMIntNE,  LLVMIntSLT,
                                          LLVMIntSLE, LLVMIntSGT, LLVMIntSGE};
  size_t predicate = (size_t)ptowsp_op_attr_int(e->op, "predicate", 0);
  if (ptowsp_type_is_float(e->sources[0]))
    return LLVMBuildFCmp(l->builder, reals[predicate], operands[0], operands[1], "");
  return LLVMBuildICmp(l->builder, ints[predicate], operands[0], operands[1], "");
}

static LLVMValueRef emit_select(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                const LLVMValueRef *operands) {
  (void)e;
  return LLVMBuildSelect(l->builder, operands[0], operands[1], operands[2], "");
}

bool ptowsp_lower_tile_compare(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, emit_compare, false);
}

bool ptowsp_lower_tile_select(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_elementwise(l, row, op, emit_select, false);
}

// A move between memories changes no element, so the copy is the tile itself: tiles
// are values, nothing writes them again.
bool ptowsp_lower_tmov(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows == result.rows && source.cols == result.cols &&
      source.element == result.element) {
    ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
    return true;
  }
  return ptowsp_lower_elementwise(l, row, op, emit_convert, false);
}
