// Patterns of canonicalize: what its files share.
#ifndef PTOWSP_PASSES_CANONICALIZE_H
#define PTOWSP_PASSES_CANONICALIZE_H

#include "ptowsp/fold.h"
#include "ptowsp/pass.h"

typedef struct canonicalizer canonicalizer_t;

typedef enum {
  PATTERN_NONE,    // it does not fit
  PATTERN_CHANGED, // the op has other operands or attributes; the next patterns see them
  PATTERN_GONE,    // the op was replaced and erased
} pattern_result_t;

typedef pattern_result_t (*pattern_t)(canonicalizer_t *c, ptowsp_op_t *op);

// The constant at the start of the isolated op around what is looked at.
ptowsp_value_t *canonicalize_constant(canonicalizer_t *c, ptowsp_attr_t attr);
// Of a vector or tensor type, of fixed extents, all elements are the number.
ptowsp_value_t *canonicalize_integer(canonicalizer_t *c, int64_t value, ptowsp_type_t type);
// Puts a value in the place of the op's only result, erases the op and returns PATTERN_GONE.
pattern_result_t canonicalize_replace(ptowsp_op_t *op, ptowsp_value_t *with);

// The integer a value, or each element of it, is known to be, of at most 64 bits.
bool canonicalize_known(const ptowsp_value_t *value, int64_t *out_value);
// The op that makes a value, if it is this one; else NULL.
ptowsp_op_t *canonicalize_made_by(const ptowsp_value_t *value, ptowsp_op_id_t id);

// The terminator of a region's first block; NULL: none.
ptowsp_op_t *canonicalize_terminator(const ptowsp_op_t *op, size_t region);
// Whether nothing but the terminator stands in a region's first block, or not even that.
bool canonicalize_is_bare(const ptowsp_op_t *op, size_t region);
// Whether a value comes from outside of the op.
bool canonicalize_is_outside(const ptowsp_op_t *op, const ptowsp_value_t *value);
// Puts a region of one block in the place of the op, and what it ends with in that of the results.
pattern_result_t canonicalize_put_region(ptowsp_op_t *op, size_t region);
// Drops the operands from `first` on that `keep` (one for each of these) does not name.
void canonicalize_keep_operands(ptowsp_op_t *op, size_t first, const bool *keep);
// The op again, in front of it and with its regions: without the results, and the operands from
// `first` on, that are not named. NULL: all stay. Results that go have no readers. Erases the op.
ptowsp_op_t *canonicalize_rebuild(ptowsp_op_t *op, size_t first, const bool *keep_operands,
                                  const bool *keep_results);

// Whether a buffer of the type says all that one of the other type says.
bool canonicalize_says_as_much(ptowsp_type_t type, ptowsp_type_t other);

// Where a branch of cf goes as its i-th successor, and what it hands on (free()), behind a block
// that only branches on.
typedef struct {
  ptowsp_block_t *block;
  ptowsp_value_t **values;
  size_t count;
} canonicalize_edge_t;
canonicalize_edge_t canonicalize_follow(const ptowsp_op_t *op, size_t i);

// Drops the blocks of an op's regions that control never reaches and arguments that nothing reads,
// joins each block that is reached by one branch alone with the one it comes from, and knows the
// condition that leads to it. Returns how many changes.
size_t canonicalize_blocks(canonicalizer_t *c, ptowsp_op_t *op);

#define PTOWSP_PATTERN(ID, FUNCTION, FROM, TO) \
  pattern_result_t pattern_##FUNCTION(canonicalizer_t *c, ptowsp_op_t *op);
#include "canonicalize.def"

#endif
