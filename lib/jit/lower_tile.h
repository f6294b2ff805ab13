// Lowering of tile instructions: what its files share.
#ifndef PTOWSP_LIB_JIT_LOWER_TILE_H
#define PTOWSP_LIB_JIT_LOWER_TILE_H

#include "lower.h"

typedef struct {
  ptowsp_type_t type;
  ptowsp_type_t element;
  int64_t rows;
  int64_t cols;
} ptowsp_jit_tile_t;

ptowsp_jit_tile_t ptowsp_jit_tile(ptowsp_type_t type);

// The first `operands` operands and all results are tiles within the JIT's bounds. False after
// an error.
bool ptowsp_lower_check_tiles(ptowsp_lower_t *l, ptowsp_op_t *op, size_t operands);
// The result's elements are integers, or floats. False after an error.
bool ptowsp_lower_int_elements(ptowsp_lower_t *l, ptowsp_op_t *op);
bool ptowsp_lower_float_elements(ptowsp_lower_t *l, ptowsp_op_t *op);
// A buffer for the result, which is bound to it.
LLVMValueRef ptowsp_lower_result_buffer(ptowsp_lower_t *l, ptowsp_op_t *op);

enum { PTOWSP_VECTOR_BYTES = 64, PTOWSP_MAX_SOURCES = 3 };

// One elementwise instruction: what it reads and how one element (or vector) follows.
typedef struct ptowsp_elementwise {
  const ptowsp_lowering_t *row;
  const ptowsp_op_t *op;
  ptowsp_type_t sources[PTOWSP_MAX_SOURCES]; // element types
  LLVMValueRef bases[PTOWSP_MAX_SOURCES];    // NULL: `scalars` holds the operand
  LLVMValueRef scalars[PTOWSP_MAX_SOURCES];
  size_t source_count;
  ptowsp_type_t result;
  LLVMValueRef target;
  bool no_lanes; // calls the C library
  LLVMValueRef (*emit)(ptowsp_lower_t *l, const struct ptowsp_elementwise *e,
                       const LLVMValueRef *operands);
} ptowsp_elementwise_t;

typedef LLVMValueRef (*ptowsp_emit_element_t)(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                              const LLVMValueRef *operands);

// Checks the operands (tiles of the result's shape, or scalars) and runs `emit` over every element.
bool ptowsp_lower_elementwise(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op,
                              ptowsp_emit_element_t emit, bool no_lanes);
// Elements [first, first + count), first being an LLVM value or NULL for 0.
void ptowsp_emit_elements(ptowsp_lower_t *l, const ptowsp_elementwise_t *e, LLVMValueRef first,
                          int64_t count);

// The row's ptowsp_arith_t of two operands.
LLVMValueRef ptowsp_emit_tile_arith(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                                    const LLVMValueRef *operands);
// The first operand.
LLVMValueRef ptowsp_emit_same(ptowsp_lower_t *l, const ptowsp_elementwise_t *e,
                              const LLVMValueRef *operands);
// A small number as an element of a tile, in as many lanes as `like` has.
LLVMValueRef ptowsp_emit_number(ptowsp_lower_t *l, ptowsp_type_t element, double value,
                                LLVMValueRef like);

#endif
