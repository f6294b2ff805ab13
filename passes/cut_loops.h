// Loops cut where conditions on their variables change: for wsp-tile and wsp-raise-loops.
#ifndef PTOWSP_PASSES_CUT_LOOPS_H
#define PTOWSP_PASSES_CUT_LOOPS_H

#include <isl/set.h>
#include <isl/val.h>

#include "ptowsp/analysis.h"

typedef enum {
  CUT_AT_CONDITIONS, // whatever depends on them
  CUT_AT_BOUNDS,     // of other loops: i < (b + 32 < n ? b + 32 : n)
} cut_loops_t;

// Cuts the loops below an operation, and follows the conditions in each piece.
void ptowsp_cut_loops(isl_ctx *isl, ptowsp_op_t *root, cut_loops_t kind);
// Follows the conditions in a part of what is below an operation that the loops there decide.
void ptowsp_decide_conditions(isl_ctx *isl, ptowsp_op_t *root, ptowsp_op_t *part);
// Cuts a loop in two; `at` lies within its range.
void ptowsp_cut_loop(ptowsp_op_t *loop, int64_t at);
// Follows what is constant, and takes the side of each condition that is known.
void ptowsp_simplify(ptowsp_block_t *block);

// The range of a loop that carries no values, if it is constant and not empty.
bool ptowsp_loop_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper,
                       int64_t *out_step);
void ptowsp_loop_set_range(ptowsp_op_t *loop, int64_t lower, int64_t upper);
// The least or the greatest element of a set of numbers. NULL: there is none.
isl_val *ptowsp_set_end(isl_set *set, bool least);

#endif
