// Numbers that integer values take in loops with constant bounds.
#ifndef PTOWSP_VALUES_H
#define PTOWSP_VALUES_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// Runs through the loops that the values depend on, and lists the different combinations of what
// they are, in the order in which they occur: `count` numbers each, at most `limit` of them. False
// if there are more, too many iterations, or a value is not computed from constants and the
// variables of loops whose bounds are.
bool ptowsp_values_enumerate(ptowsp_value_t *const *values, size_t count, size_t limit,
                             int64_t *out_values, size_t *out_count);

#ifdef __cplusplus
}
#endif

#endif
