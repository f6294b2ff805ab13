// What other passes ask of pto-plan-memory.
#ifndef PTOWSP_PASSES_PTO_PLAN_MEMORY_H
#define PTOWSP_PASSES_PTO_PLAN_MEMORY_H

#include "ptowsp/ir.h"

// Whether the tiles of a kernel would get places in their memories. Changes and reports nothing.
bool pto_plan_memory_fits(ptowsp_op_t *kernel);

#endif
