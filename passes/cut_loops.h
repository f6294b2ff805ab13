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
// Cuts a loop in two; `at` lies within its range. The first part is new.
ptowsp_op_t *ptowsp_cut_loop(ptowsp_op_t *loop, int64_t at);

// Where a loop is cut, in ascending order: its variable there is the first of a part.
typedef struct {
  int64_t at[8];
  size_t count, limit;
  bool too_many; // more than the limit
} cut_points_t;
void ptowsp_add_cut(cut_points_t *cuts, int64_t at);
// Cuts a loop at points within its range. Adds the parts, the last of which it is.
typedef PTOWSP_VEC(ptowsp_op_t *) loop_parts_t;
void ptowsp_cut_loop_at(ptowsp_op_t *loop, const cut_points_t *cuts, loop_parts_t *out_parts);
// Follows what is constant, and takes the side of each condition that is known.
void ptowsp_simplify(ptowsp_block_t *block);
// Lets loops in an op whose step has turned out to be none, in an iteration of loops around them
// that is undefined then, never run.
void ptowsp_stop_loops(ptowsp_op_t *root);
// The same of one, if it is a loop, or of the loops of an scf.parallel.
void ptowsp_stop_loop(ptowsp_op_t *op);

// The range of a loop that carries no values, if it is constant and not empty.
bool ptowsp_loop_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper,
                       int64_t *out_step);
void ptowsp_loop_set_range(ptowsp_op_t *loop, int64_t lower, int64_t upper);
// The least or the greatest element of a set of numbers. NULL: there is none.
isl_val *ptowsp_set_end(isl_set *set, bool least);

#endif
