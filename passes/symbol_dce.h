// Dropping symbols that nothing refers to, for the passes that do.
#ifndef PTOWSP_PASSES_SYMBOL_DCE_H
#define PTOWSP_PASSES_SYMBOL_DCE_H

#include "ptowsp/ir.h"

// Erases the symbols inside of `root` that may go and that nothing which stays refers to; returns
// how many.
size_t symbol_dce_drop(ptowsp_op_t *root, bool (*may_go)(const ptowsp_op_t *symbol));

#endif
