// The region of a task's argument, as constants around the indices of its wsp.at.
#ifndef PTOWSP_SIM_PLAN_REGION_H
#define PTOWSP_SIM_PLAN_REGION_H

#include "program.h"

// Fills offset, size, whole and reach_* of `plan`, whose rank, stride and extent are those
// of the buffer. `view` is the kernel's parameter type; `footprint` a dictionary {offsets,
// sizes} relative to it, or NULL: all of the view.
void ptowsp_plan_region(arg_plan_t *plan, ptowsp_type_t view, ptowsp_attr_t footprint);

#endif
