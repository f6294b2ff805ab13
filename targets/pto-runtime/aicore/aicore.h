// Kernels in pto form as AICore C++ (pto-isa).
#ifndef PTOWSP_AICORE_H
#define PTOWSP_AICORE_H

#include "ptowsp/ir.h"

#define AICORE_ISA "pto-isa@1482821f"

// Spells one kernel as a source file. False after an error: the kernel is not in pto
// form, or says something the instruction set does not have.
bool aicore_emit_kernel(ptowsp_op_t *kernel, ptowsp_buffer_t *out);

#endif
