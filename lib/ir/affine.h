// Affine expressions while they are read: made in the normal form that MLIR gives them.
#ifndef PTOWSP_LIB_IR_AFFINE_H
#define PTOWSP_LIB_IR_AFFINE_H

#include "ptowsp/support.h"

typedef enum {
  AFFINE_CONSTANT,
  AFFINE_DIM,
  AFFINE_SYMBOL,
  AFFINE_ADD,
  AFFINE_MUL,
  AFFINE_MOD,
  AFFINE_FLOORDIV,
  AFFINE_CEILDIV,
} ptowsp_affine_kind_t;

typedef struct ptowsp_affine ptowsp_affine_t;
struct ptowsp_affine {
  ptowsp_affine_kind_t kind;
  bool symbolic; // no dimension inside
  uint32_t depth;
  int64_t value;   // of a constant; number of a dimension or symbol
  int64_t divisor; // the largest known one of whatever it evaluates to; 0: of everything
  uint64_t hash;
  const ptowsp_affine_t *lhs, *rhs;
};

// Deeper expressions are refused: these functions recurse.
enum { PTOWSP_AFFINE_MAX_DEPTH = 10000 };

const ptowsp_affine_t *ptowsp_affine_leaf(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind,
                                          int64_t value);
const ptowsp_affine_t *ptowsp_affine_binary(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind,
                                            const ptowsp_affine_t *lhs, const ptowsp_affine_t *rhs);
const ptowsp_affine_t *ptowsp_affine_negate(ptowsp_arena_t *arena, const ptowsp_affine_t *of);
void ptowsp_affine_print(ptowsp_buffer_t *out, const ptowsp_affine_t *expression);

#endif
