// Tiles as an AICore stores them: how a tile's type is laid out in its memory, and which
// pipe executes an instruction. One answer for the planner, the synchronizer and the emitters.
//
// A tile type gives the valid elements. What is stored is larger where the hardware
// wants it so: rows of an unboxed tile (UB) are padded to 32 bytes, the extents of a boxed
// one (L1, L0A, L0B, L0C) to whole fractals. A tile of one column and several rows is a
// column vector: stored densely, column by column; every other unboxed tile row by row.
// A tile of i1 is a mask: each row takes a bit an element, low bits first, padded to 32 bytes.
#ifndef PTOWSP_TILE_H
#define PTOWSP_TILE_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  int64_t rows, cols; // stored extents, in elements (of a mask: bytes)
  int64_t bytes;
  int64_t align;     // of the address, in bytes
  bool column_major; // a column vector in UB
  bool boxed;        // in fractals
} ptowsp_tile_layout_t;

ptowsp_tile_layout_t ptowsp_tile_layout(ptowsp_type_t tile);

// Bytes of a memory that a kernel may plan, on the machine that the op is compiled for.
int64_t ptowsp_memory_capacity(const ptowsp_op_t *op, ptowsp_memory_t memory);

// Whether an op is a tile instruction (of the pto dialect, flags and barriers apart).
bool ptowsp_op_is_tile(const ptowsp_op_t *op);
// The pipe that executes a tile instruction: the table's, or for moves and stores that of
// their source's memory. NONE: not one, or it costs no instruction (pto.treshape).
ptowsp_pipe_t ptowsp_tile_pipe(const ptowsp_op_t *op);
// Whether the result may take the place of an operand: the instruction reads each element
// before it writes the same one.
bool ptowsp_tile_in_place(const ptowsp_op_t *op);
// Whether an instruction changes its first operand's place: an accumulation, for which the cube has
// no other way, and a scatter. Whether its result is in that place, changed or not.
bool ptowsp_tile_updates(const ptowsp_op_t *op);
bool ptowsp_tile_is_alias(const ptowsp_op_t *op);
// The instruction whose place a tile is in, if tiles that loops carry have one place each: the
// first one before the loop. NULL: it is nobody's.
ptowsp_op_t *ptowsp_tile_origin(ptowsp_value_t *tile);
// Lets every loop of a kernel carry each of its tiles in one place: where the next iteration's tile
// cannot be made there, and where something else reads the first, a pto.tmov copies it.
void ptowsp_tile_carry(ptowsp_op_t *kernel);
// Bytes of working memory an instruction needs beside its operands and result; 0: none.
int64_t ptowsp_tile_scratch(const ptowsp_op_t *op);

#ifdef __cplusplus
}
#endif

#endif
