// What the files of wsp-bind-sizes share.
#ifndef PTOWSP_PASSES_BIND_H
#define PTOWSP_PASSES_BIND_H

#include "ptowsp/extents.h"

// The task again, in front of itself, under an scf.if that holds where what it passes for the
// needed symbols are these values.
ptowsp_op_t *ptowsp_bind_case(ptowsp_op_t *task, const ptowsp_symbols_t *symbols,
                              const bool *needed, const int64_t *values);

#endif
