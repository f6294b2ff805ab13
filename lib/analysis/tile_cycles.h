// What a tile instruction takes on its own, for the schedule of a kernel; not public.
#ifndef PTOWSP_LIB_ANALYSIS_TILE_CYCLES_H
#define PTOWSP_LIB_ANALYSIS_TILE_CYCLES_H

#include "ptowsp/machine.h"

// As many cycles, or one more, as far as they can be added up: a machine's figures may be anything.
uint64_t ptowsp_cycles(double cycles);
// Cycles from the start to the end of a tile instruction; 0 for any other operation.
uint64_t ptowsp_tile_cycles(const ptowsp_machine_t *machine, const ptowsp_op_t *op);

#endif
