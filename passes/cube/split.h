// What splitting a kernel between cube and vector unit needs: shared by wsp_split_kernels.c (stages
// and tasks), distribute.c (loops) and factors.c (products).
#ifndef PTOWSP_PASSES_CUBE_SPLIT_H
#define PTOWSP_PASSES_CUBE_SPLIT_H

#include "contraction.h"
#include "ptowsp/analysis.h"
#include "ptowsp/ir.h"

typedef enum {
  SPLIT_NEUTRAL, // computes values only; goes with whatever uses them
  SPLIT_VECTOR,
  SPLIT_CUBE,
} split_kind_t;

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  isl_ctx *isl;
  ptowsp_op_t *kernel; // a copy to work on
  const char *reason;  // why it cannot be split, once it is known
  ptowsp_loc_t loc;
} split_t;

// Notes why the kernel cannot be split. False.
bool split_fail(split_t *s, ptowsp_loc_t loc, const char *reason);

static inline bool split_is_memref(ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_MEMREF;
}
ptowsp_value_t *split_memref_of(const ptowsp_op_t *access);
// The op of a block that another one is, or stands in; NULL: outside of the block.
ptowsp_op_t *split_place(ptowsp_block_t *block, ptowsp_op_t *op);
// Whether an op writes memory, itself or within.
bool split_has_effect(ptowsp_op_t *op);
// Whether a product of matrices stands in a loop, rows and columns and all.
bool split_has_matrix(split_t *s, ptowsp_op_t *loop);
// The store by which a product of matrices in an op accumulates, all loops from `nest` on counted;
// NULL: there is none.
ptowsp_op_t *split_find_matrix(split_t *s, ptowsp_op_t *nest, ptowsp_op_t *op);
// As ptowsp_loop_iterations, but of a loop whose bounds the loops around it move as well: for all
// the values it can have.
int64_t split_loop_span(split_t *s, ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_step);
// By how much an operand of an op moves with one iteration of each of some loops around it. False:
// it is not affine in them.
bool split_steps(split_t *s, ptowsp_op_t *op, size_t operand, ptowsp_op_t *const *loops,
                 size_t count, int64_t *out_steps);
// Erases operations of a block, loads and locals too, whose results nothing uses.
void split_drop_dead(ptowsp_block_t *block);

// Appends the operations of a kind below an op, in text order.
void split_collect(ptowsp_op_t *root, ptowsp_op_id_t id, ops_t *out_ops);
// The loops around an op, outermost first, at most CONTRACTION_LOOPS. False: there are more.
bool split_loops_around(const split_t *s, const ptowsp_op_t *op, ptowsp_op_t **out_loops,
                        size_t *out_count);
// Whether an access is part of adding something to an element, and of nothing else.
bool split_is_adding(ptowsp_op_t *access);

// A load or a store, of these operands; a store has no result type.
ptowsp_op_t *split_build_access(ptowsp_builder_t *b, ptowsp_op_id_t id,
                                ptowsp_value_t *const *operands, size_t count,
                                ptowsp_type_t result);

// normalize.c
// Rewrites loops of matrix products that begin at another one's variable or run backward, and fused
// sums. Whether there was anything to do.
bool split_normalize(split_t *s);

// starts.c
// Adds what sums of matrix products start with behind them. Whether there was anything to do.
bool split_delay_starts(split_t *s);

// padding.c
// Gives arrays of which factors are elements, or zero outside, a border of zeros. Whether there was
// anything to do.
bool split_pad(split_t *s);

// distribute.c
// Declares each local in the innermost loop whose iterations do not pass it on.
void split_sink_locals(split_t *s);
// Gives the matrix products of a block's loops loops of their own, as far as dependences let it:
// afterwards the loops are products, have none, or could not be parted.
void split_distribute(split_t *s, ptowsp_block_t *block);
// Whether a loop is one product of matrices and nothing else.
bool split_is_product(split_t *s, ptowsp_op_t *loop);

// boxes.c
// Parts a nest that sums a product of matrices under conditions or bounds that move into nests of
// whole products. False: it is something else, or there would be too many; nothing has changed.
bool split_boxes(split_t *s, ptowsp_op_t *nest);

// factors.c
// Computes factors of matrix products that are no plain elements into locals of their own, and adds
// the parts of sums one by one. Whether there was anything to do.
bool split_factors(split_t *s);

#endif
