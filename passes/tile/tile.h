// A nest being tiled: shared by wsp_tile.c (the new nest) and order.c (its legality).
#ifndef PTOWSP_PASSES_TILE_TILE_H
#define PTOWSP_PASSES_TILE_TILE_H

#include "ptowsp/analysis.h"

typedef struct {
  ptowsp_op_t *loop;    // of the old nest
  ptowsp_value_t *tile; // the tile loop's variable
  int64_t span;         // of one tile, in values of the variable
  bool single;          // a tile is one iteration
} tiled_t;

typedef struct {
  ptowsp_op_t *from, *to;
  size_t group; // of statements
} pair_t;

typedef struct {
  ptowsp_context_t *context;
  isl_ctx *isl;
  ptowsp_op_t *nest;             // the old one
  PTOWSP_VEC(tiled_t) tiled;     // around the current place, outermost first
  PTOWSP_VEC(pair_t) structure;  // other loops around the current place, and their copies
  PTOWSP_VEC(pair_t) loops;      // old loop and each new loop over the same values
  PTOWSP_VEC(pair_t) statements; // old and new ops that are no loops
  PTOWSP_VEC(size_t) groups;     // statements that stay together: the number of loops around them
} tile_t;

const char *ptowsp_tile_loop_name(const tile_t *t, const ptowsp_op_t *loop);
// Whether every two accesses to one element, at least one a write, keep their order in the new
// nest. Else an error names both.
bool ptowsp_tile_check_order(const tile_t *t, ptowsp_op_t *copy);

// The iterations of a loop; false if they, or the values of its variable, go beyond 64 bits.
bool ptowsp_tile_iterations(int64_t lower, int64_t upper, int64_t step, int64_t *out_count);

// Divides loops of a workload so that every tile size divides the iterations it is given.
void ptowsp_tile_divide_remainders(ptowsp_op_t *function);

#endif
