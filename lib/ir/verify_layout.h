// Arithmetic and checks of buffers' layouts, shared by the verifier's files.
#ifndef PTOWSP_LIB_IR_VERIFY_LAYOUT_H
#define PTOWSP_LIB_IR_VERIFY_LAYOUT_H

#include "ptowsp/ir.h"

// Sums and products in which PTOWSP_DYNAMIC, and what does not fit, stays unknown; a zero makes
// zero of anything.
int64_t ptowsp_layout_multiply(int64_t a, int64_t b);
int64_t ptowsp_layout_add(int64_t a, int64_t b);

// Whether elements lie row by row as without a layout, as far as MLIR sees it.
bool ptowsp_layout_is_identity(ptowsp_type_t memref);
// Numbers of the layout that are known at run time only.
size_t ptowsp_layout_symbols(ptowsp_type_t memref);

// Each emits an error and returns false where the op breaks the rule: offsets and sizes are not
// negative; a box stays within the source's known extents; a reshaped buffer has the layout that
// follows from its source's. The lists and groups fit the ranks already.
bool ptowsp_layout_check_signs(const ptowsp_op_t *op);
bool ptowsp_layout_check_bounds(const ptowsp_op_t *op, ptowsp_type_t source);
bool ptowsp_layout_check_collapse(const ptowsp_op_t *op, ptowsp_type_t source,
                                  ptowsp_type_t result);
bool ptowsp_layout_check_expand(const ptowsp_op_t *op, ptowsp_type_t source, ptowsp_type_t result);

#endif
