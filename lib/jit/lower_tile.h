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

// A pto.treshape that sees rows of integers as rows of other, wider or narrower ones.
bool ptowsp_is_other_width(const ptowsp_op_t *op);
// The first `operands` operands and all results are tiles within the JIT's bounds. False after
// an error.
bool ptowsp_lower_check_tiles(ptowsp_lower_t *l, ptowsp_op_t *op, size_t operands);
// The result's elements are integers, or floats. False after an error.
bool ptowsp_lower_int_elements(ptowsp_lower_t *l, ptowsp_op_t *op);
bool ptowsp_lower_float_elements(ptowsp_lower_t *l, ptowsp_op_t *op);
// A buffer for the result, which is bound to it.
LLVMValueRef ptowsp_lower_result_buffer(ptowsp_lower_t *l, ptowsp_op_t *op);

// Reduce the rows (columns) of a tile into a column (row) at `target`.
void ptowsp_reduce_rows(ptowsp_lower_t *l, ptowsp_arith_t what, const ptowsp_value_t *value,
                        LLVMValueRef target);
void ptowsp_reduce_columns(ptowsp_lower_t *l, ptowsp_arith_t what, const ptowsp_value_t *value,
                           LLVMValueRef target);
// A small number as an element of a tile, in as many lanes as `like` has.
LLVMValueRef ptowsp_emit_number(ptowsp_lower_t *l, ptowsp_type_t element, double value,
                                LLVMValueRef like);

// What a line does beside ptowsp_arith_t: e to the difference.
enum { PTOWSP_LINE_EXPDIF = 1 << 8 };

// What a chain of instructions in one does, each rounded as if alone.
enum {
  PTOWSP_FUSED_SUB_RELU,     // a - b where it is > 0, else 0
  PTOWSP_FUSED_ADD_MUL,      // a + b * c
  PTOWSP_FUSED_MUL_ADD,      // a * b + c
  PTOWSP_FUSED_MUL_ADD_RELU, // the same where it is > 0, else 0
};

// Called by kernels: sorts pairs of an f32 and an index by the f32, the greatest first, equals
// as they stand.
void ptowsp_jit_sort_pairs(void *pairs, int64_t count);

#endif
