// Contractions: loop nests that sum products of two arrays' elements, as the cube multiplies
// matrices.
//
//   for i, j: c[i][j] = 0; for k: c[i][j] += a[i][k] * b[k][j]
//
// One of the loops that the result varies with gives the rows of the matrices (m), one the columns
// (n), one of those that are summed over the inner extent (k); the others stay loops. Shared by
// wsp-split-kernels, which gives each contraction a nest of its own, and wsp-raise-loops.
#ifndef PTOWSP_PASSES_CUBE_CONTRACTION_H
#define PTOWSP_PASSES_CUBE_CONTRACTION_H

#include "ptowsp/analysis.h"
#include "ptowsp/ir.h"

enum { CONTRACTION_LOOPS = 12, CONTRACTION_RANK = 8, CONTRACTION_TERMS = 8 };

#define CONTRACTION_NONE SIZE_MAX

// A loop with constant trip count and step, whose bounds no other loop of the nest moves.
typedef struct {
  ptowsp_op_t *op;
  int64_t extent, step;
  isl_aff *lower; // on the set space [loops of the chain]
} contraction_loop_t;

// A load of a factor, or the store of the result.
typedef struct {
  ptowsp_op_t *op;
  ptowsp_value_t *array; // an argument of the kernel
  ptowsp_type_t element;
  size_t rank;
  isl_aff *subscripts[CONTRACTION_RANK]; // on [values of the chain's loops]
  int64_t strides[CONTRACTION_LOOPS];    // elements from an iteration of a loop to the next
  int64_t array_strides[CONTRACTION_RANK];
} contraction_access_t;

// One sum of products; its loops are outermost first.
typedef struct {
  ptowsp_op_t *store; // that accumulates
  contraction_loop_t loops[CONTRACTION_LOOPS];
  size_t loop_count;
  contraction_access_t left, right; // m x k and k x n
  size_t k;                         // its loop, or NONE
} contraction_term_t;

// The result and what is summed into it. The loops that all terms share come first in each.
typedef struct {
  contraction_access_t result;
  contraction_term_t terms[CONTRACTION_TERMS];
  size_t term_count;
  size_t shared;  // loops
  bool fresh;     // starts from zero; else adds to what the result holds
  bool rectified; // the result is the sum where that is > 0, else 0; fresh
  size_t m, n;    // loops, or NONE
} contraction_t;

// Why a nest that multiplies matrices is nothing for the cube.
typedef struct {
  const char *text; // NULL: it multiplies no matrices
  ptowsp_loc_t loc;
} contraction_reason_t;

// Which contractions are asked for.
typedef enum {
  CONTRACTION_MATRICES = 0,
  CONTRACTION_LINES = 1 << 0,  // also without rows or columns, such as a matrix times a vector
  CONTRACTION_LOCALS = 1 << 1, // also of local arrays, which are to become arguments
} contraction_kind_t;

// What is asked of a nest at least: one with the attribute wsp.product is a part of a matrix
// product, and may be a line of it.
unsigned contraction_kinds(const ptowsp_op_t *nest);
// Whether a loop nest is a contraction and nothing else. The result is ended by contraction_deinit;
// on failure nothing is left to end.
bool contraction_match(isl_ctx *isl, ptowsp_op_t *nest, unsigned kinds, contraction_t *out,
                       contraction_reason_t *out_reason);

// Whether a store accumulates products that the cube could sum, and the loops around it up to
// `nest` make it a product of matrices.
bool contraction_is_matrix(isl_ctx *isl, ptowsp_op_t *nest, ptowsp_op_t *store);
// Whether accesses name the same element by the same subscripts.
bool contraction_same_place(const ptowsp_op_t *x, const ptowsp_op_t *y);
// Whether nothing between two ops of a block writes (or reads) a memref.
bool contraction_is_untouched(ptowsp_op_t *first, ptowsp_op_t *last, ptowsp_value_t *memref,
                              bool reads);
// What a store adds to the element it is to, whose load is returned; NULL: it does not add.
ptowsp_op_t *contraction_added(ptowsp_op_t *store, ptowsp_value_t **out_part);
// Whether a value is a constant zero (not the negative one).
bool contraction_is_zero(ptowsp_value_t *value);
// The store that fills all a nest writes with zero; NULL: the nest does something else.
ptowsp_op_t *contraction_fill(ptowsp_op_t *nest);
// Whether such a nest clears exactly what a contraction, in a nest behind it, then adds to.
bool contraction_clears(isl_ctx *isl, ptowsp_op_t *fill, ptowsp_op_t *nest, const contraction_t *c);

// forms.c
// The value as one affine form of the loops' values; NULL: it is none.
isl_aff *contraction_form(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t count);
// Fills in the loops of a chain. False: one has other bounds than the cube's extents can follow.
bool contraction_describe_loops(isl_ctx *isl, contraction_term_t *term);
// Fills in an access in a term's loops. What has been filled in of a contraction is ended by
// contraction_deinit, also after false.
bool contraction_describe_access(isl_ctx *isl, const contraction_term_t *term, ptowsp_op_t *op,
                                 contraction_access_t *access);
void contraction_deinit(contraction_t *c);
// The coefficients of the first `count` loops' variables in an index that is affine in all of them.
bool contraction_steps(isl_ctx *isl, ptowsp_value_t *index, ptowsp_op_t *const *loops,
                       size_t loop_count, size_t count, int64_t *out_steps);

// extents.c
// Chooses m, n and each term's k, and which of its factors is the left one. `lines`: also without
// rows or columns. False: no loops do.
bool contraction_choose_extents(contraction_t *c, bool lines);
// Whether different iterations of the loops that the result varies with give different elements.
bool contraction_is_injective(const contraction_t *c);

#endif
