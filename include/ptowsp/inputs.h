// Inputs drawn from a seed, so that a run without files is still a run with data.
//
// Each array has a stream of its own: splitmix64 started at seed + FNV-1a of the array's
// name, one draw z an element in row-major order. So another array, or a larger one,
// changes none of the others.
//   floats   s / 2^10 in [-1, 1): s the top 11 bits of z less 2^10. Exact in f16 and
//            every wider type, in bf16 rounded to nearest even.
//   integers z's top bits scaled to [-8, 8), unsigned ones to [0, 16): sums and products of
//            a kernel stay far from overflow. i1: one bit.
#ifndef PTOWSP_INPUTS_H
#define PTOWSP_INPUTS_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// Fills `count` elements. The element is an integer up to 64 bits, index, or a float of 16, 32
// or 64 bits (asserted).
void ptowsp_inputs_fill(uint64_t seed, const char *name, ptowsp_type_t element, bool is_unsigned,
                        void *data, size_t count);

#ifdef __cplusplus
}
#endif

#endif
