// The inner blocking of a matrix product: which parts of it the cube multiplies at a time.
#ifndef PTOWSP_PASSES_CUBE_BLOCKING_H
#define PTOWSP_PASSES_CUBE_BLOCKING_H

#include "ptowsp/ir.h"

typedef struct {
  int64_t m, n, k;
} cube_extents_t;

// The extents of the blocks in which a core multiplies fastest by the machine's figures: blocks of
// L0A and L0B twice over, so that one fills while the other is multiplied, results in L0C. A
// product that fits as a whole is one block. `element`: of the factors; `repeats`: how many
// products of these extents are summed.
cube_extents_t cube_choose_blocks(cube_extents_t whole, ptowsp_type_t element, int64_t repeats);

#endif
