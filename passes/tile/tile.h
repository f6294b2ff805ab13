// A nest being tiled: shared by nest.c (the new nest), order.c (its legality) and what prepares
// workloads for them.
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

// A condition that some statements run under, which is known only where points are.
typedef struct {
  ptowsp_value_t *condition; // of the old nest
  bool negated;
} guard_t;

typedef PTOWSP_VEC(ptowsp_op_t *) tile_ops_t;

// Point loops of statements that run under conditions.
typedef struct {
  ptowsp_op_t *points;                 // the outermost
  tile_ops_t ifs;                      // in the innermost, one a condition
  tile_ops_t loops;                    // of the old nest, around the statements
  PTOWSP_VEC(ptowsp_value_t *) values; // of each in the new: where a tile begins, or the value
  PTOWSP_VEC(int64_t) widths;          // of each: how far its values go from there
  PTOWSP_VEC(guard_t) guards;
} guarded_t;

typedef struct {
  ptowsp_context_t *context;
  isl_ctx *isl;
  ptowsp_op_t *nest;             // the old one
  PTOWSP_VEC(tiled_t) tiled;     // around the current place, outermost first
  PTOWSP_VEC(pair_t) structure;  // other loops around the current place, and their copies
  PTOWSP_VEC(pair_t) loops;      // old loop and each new loop over the same values
  PTOWSP_VEC(pair_t) statements; // old and new ops that are no loops
  PTOWSP_VEC(pair_t) arrays;     // declared in loops that are not cut, and their copies
  PTOWSP_VEC(size_t) groups;     // statements that stay together: the number of loops around them
  PTOWSP_VEC(guard_t) guards;    // around the current place, outermost first
  PTOWSP_VEC(guarded_t) guarded; // point loops to be told apart by their conditions
} tile_t;

// Whether an op is a loop that is to be cut; whether it is or holds one.
bool ptowsp_tile_is_tiled(const ptowsp_op_t *op);
bool ptowsp_tile_has_tiled(ptowsp_op_t *op);
// Whether an op is or holds a task; whether it reads or writes memory; whether it writes.
bool ptowsp_tile_has_task(ptowsp_op_t *op);
bool ptowsp_tile_has_effect(ptowsp_op_t *op);
bool ptowsp_tile_writes(ptowsp_op_t *op);

// nest.c: puts a nest in tiles in the place of a nest with loops that are to be cut. False after an
// error; the old one is left then.
bool ptowsp_tile_nest(isl_ctx *isl, ptowsp_op_t *nest);

// values.c: a map that knows the variables of the copied loops around the current place, and the
// copies of what is declared in them.
ptowsp_value_map_t *ptowsp_tile_scope_map(const tile_t *t);
// The value in the new nest, computed again from loop variables if need be. NULL: it is the
// variable of a tiled loop, or comes from memory that the nest changes.
ptowsp_value_t *ptowsp_tile_resolve(const tile_t *t, ptowsp_value_map_t *map, ptowsp_value_t *value,
                                    ptowsp_builder_t *b);
// Makes available what the ops of a group use from outside of it; false after an error.
bool ptowsp_tile_resolve_uses(const tile_t *t, const tile_ops_t *group, ptowsp_value_map_t *map,
                              ptowsp_builder_t *b);
// Whether a value can be computed again where points are.
bool ptowsp_tile_is_known_at_points(const tile_t *t, ptowsp_value_t *value, int *budget);

const char *ptowsp_tile_loop_name(const tile_t *t, const ptowsp_op_t *loop);
// Whether every two accesses to one element, at least one a write, keep their order in the new
// nest. Else an error names both.
bool ptowsp_tile_check_order(const tile_t *t, ptowsp_op_t *copy);

// The values of a loop's variable; count: iterations, of which there may be none.
typedef struct {
  int64_t lower, upper, step, count;
} tile_range_t;
// Of a loop over indices, if it is constant; false also where numbers of tiles might go beyond 64
// bits.
bool ptowsp_tile_range(const ptowsp_op_t *loop, tile_range_t *out_range);
// Whether a loop is over indices, and its bounds and step are constant.
bool ptowsp_tile_is_constant(const ptowsp_op_t *loop, tile_range_t *out_range);

// Makes loops that wsp_tile concerns run through the same values in every iteration of the loops
// around them, under conditions, where their bounds are not constant.
void ptowsp_tile_rectangles(ptowsp_op_t *workload, isl_ctx *isl);
// Gives those that turned out not to be cut their bounds back.
void ptowsp_tile_restore_bounds(ptowsp_op_t *workload);

// Keeps what loops that are cut, or hold such, take from statements beside them in variables, if it
// comes from memory that the nest writes; and whether all that a loop's body has can be kept so.
void ptowsp_tile_spill(ptowsp_op_t *nest);
bool ptowsp_tile_may_spill(ptowsp_op_t *loop, ptowsp_block_t *block);

// Builds tasks for the tiles where all conditions of some point loops hold, and for those where
// they hold for some points, in their place.
void ptowsp_tile_tell_apart(const tile_t *t);

// The opposite of a condition.
ptowsp_value_t *ptowsp_tile_build_not(ptowsp_builder_t *b, ptowsp_value_t *condition);
// An scf.if around nothing, with a unit attribute.
ptowsp_op_t *ptowsp_tile_build_if(ptowsp_builder_t *b, ptowsp_value_t *condition, const char *attr);

// Takes what stands under a condition out of it.
void ptowsp_tile_unwrap_if(ptowsp_op_t *op);

// Divides loops of a workload so that every tile size divides the iterations it is given.
void ptowsp_tile_divide_remainders(ptowsp_op_t *function);

// Whether the values of a loop's variable are as many wherever it begins.
bool ptowsp_tile_is_shifted(const ptowsp_op_t *loop);
// Whether bounds of loops inside depend on the loop's variable.
bool ptowsp_tile_moves_bounds(ptowsp_op_t *loop);
// Whether cutting a loop of a nest into tiles of a size, and these into parts, leaves few tiles in
// which a comparison is not known.
bool ptowsp_tile_has_kinds(isl_ctx *isl, ptowsp_op_t *nest, ptowsp_op_t *loop, int64_t size);
// Cuts the tile loops with `wsp.tile_parts` into such parts.
void ptowsp_tile_divide_kinds(ptowsp_op_t *workload, isl_ctx *isl);

#endif
