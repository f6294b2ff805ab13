// What a kernel costs on a core: cycles from its start until all its pipes are done.
//
// Tile instructions take the figures of the machine and of tile_costs.def, in order on
// their pipe, each started when what it depends on is done; pipes run side by side. Scalar code
// runs on the S pipe, scalar_op_cycles an operation, times the trips of the loops around it.
// Counts are exact for loops with constant bounds and for those whose bounds follow
// from loops around them; an unknown trip count is bounded (see `exact`).
#ifndef PTOWSP_COST_H
#define PTOWSP_COST_H

#include "ptowsp/ir.h"
#include "ptowsp/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  uint64_t cycles;
  uint64_t pipes[PTOWSP_PIPE_COUNT]; // busy cycles of each
  // False: a loop's bounds depend on data or on a scalar argument. It is taken to run as
  // often as the shortest dimension that its variable is a subscript of, else as the longest one
  // of the kernel's arrays; a conditional counts its dearer branch either way.
  bool exact;
} ptowsp_kernel_cost_t;

ptowsp_kernel_cost_t ptowsp_kernel_cost(ptowsp_op_t *kernel, const ptowsp_machine_t *machine);
// The same for comparisons: loops are extrapolated after some thousand instructions.
ptowsp_kernel_cost_t ptowsp_kernel_cost_rough(ptowsp_op_t *kernel, const ptowsp_machine_t *machine);

// Whether the kernel runs on a cube core (AIC): `core` says so, or it has a tile outside
// the unified buffer.
bool ptowsp_kernel_is_cube(ptowsp_op_t *kernel);

#ifdef __cplusplus
}
#endif

#endif
