// The inner blocking of a matrix product: which parts of it the cube multiplies at a time.
#ifndef PTOWSP_PASSES_CUBE_BLOCKING_H
#define PTOWSP_PASSES_CUBE_BLOCKING_H

#include "ptowsp/machine.h"

typedef struct {
  int64_t m, n, k;
} cube_extents_t;

// Blocks and how they follow each other: blocks written out one behind the other let the way out of
// one overlap the next, those in a loop wait for each other.
typedef struct {
  cube_extents_t size;
  bool rows_in_loop, cols_in_loop;
} cube_blocks_t;

// The blocks in which a core multiplies fastest by the machine's figures: those of L0A and L0B
// twice over, so that one fills while the other is multiplied, results in L0C. A product that fits
// as a whole is one block. `element`: of the factors; `repeats`: how many products of these extents
// are summed.
cube_blocks_t cube_choose_blocks(const ptowsp_machine_t *machine, cube_extents_t whole,
                                 ptowsp_type_t element, int64_t repeats);

#endif
