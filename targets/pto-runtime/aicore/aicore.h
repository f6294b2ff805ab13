// Kernels in pto form as AICore C++ (pto-isa).
#ifndef PTOWSP_AICORE_H
#define PTOWSP_AICORE_H

#include "ptowsp/ir.h"

#define AICORE_ISA "pto-isa@1482821f"

// Spells one kernel as a source file. False after an error: the kernel is not in pto
// form, or says something the instruction set does not have.
bool aicore_emit_kernel(ptowsp_op_t *kernel, ptowsp_buffer_t *out);

// How far results may be from the C library's because instructions compute elementary functions
// in their own way: a factor as ptowsp_check_tolerances gives it; 0: not at all.
double aicore_function_tolerance(ptowsp_op_t *kernel);

#endif
