// Folding: what an operation's result is, when that can be told without running it.
#ifndef PTOWSP_FOLD_H
#define PTOWSP_FOLD_H

#include "ptowsp/ir.h"

// Either a constant or a value that already exists.
typedef struct {
  ptowsp_attr_t constant;
  ptowsp_value_t *value;
} ptowsp_fold_t;

// True if the single result of `op` folds. Never folds what is undefined
// (division by zero, oversized shifts) and keeps every NaN, sign of zero and rounding.
bool ptowsp_op_fold(ptowsp_op_t *op, ptowsp_fold_t *out_fold);

// The constant a value is, or NULL.
ptowsp_attr_t ptowsp_value_constant_attr(const ptowsp_value_t *value);

#endif
