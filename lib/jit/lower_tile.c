// pto: what the lowerings of tile instructions share.
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
