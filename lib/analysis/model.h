// What the files of this library share about models; not public.
#ifndef PTOWSP_LIB_ANALYSIS_MODEL_H
#define PTOWSP_LIB_ANALYSIS_MODEL_H

#include "ptowsp/analysis.h"

// One access of statement `stmt` through `memref`. `indices`: one index value a dimension,
// or NULL: the elements are those of the box (offsets and sizes, one a dimension of the memref),
// or, without a box, anything in the array.
typedef struct {
  size_t stmt;
  ptowsp_value_t *memref;
  ptowsp_value_t *const *indices;
  const int64_t *offsets, *sizes;
  bool write;
  bool may; // not every element of the box is sure to be touched
  size_t argument;
} ptowsp_access_spec_t;

void ptowsp_model_add_access(ptowsp_model_t *model, const ptowsp_access_spec_t *spec);
// Adds the accesses that the statement's operation makes.
void ptowsp_model_add_accesses(ptowsp_model_t *model, size_t stmt, ptowsp_summaries_t *summaries);

// All reads or writes of an array, { S[loops] -> A[elements] }; `must`: those that must happen.
isl_union_map *ptowsp_model_accesses(const ptowsp_model_t *model, size_t array, bool write,
                                     bool must);
// The same in cells.
isl_union_map *ptowsp_model_cells(const ptowsp_model_t *model, size_t array, bool write, bool must);
// The size of an array's cells in one dimension.
int64_t ptowsp_cell_size(const ptowsp_model_t *model, size_t array, size_t dim);
// Divides arrays into cells, once all accesses are known.
void ptowsp_model_make_cells(ptowsp_model_t *model);
// Takes a relation to cells of an array; returns that to their elements.
isl_union_map *ptowsp_model_elements(const ptowsp_model_t *model, size_t array,
                                     isl_union_map *cells);
// The elements that a union of accesses of one array touches, whatever the parameters are; takes
// the accesses.
isl_set *ptowsp_model_touched(const ptowsp_model_t *model, size_t array, isl_union_map *accesses);
// The smallest box around a set of elements; where it is unbounded, the array's whole extent.
void ptowsp_hull(const ptowsp_array_t *array, isl_set *set, int64_t *offsets, int64_t *sizes);
// The place of the first statement, in the text, of a union of accesses; takes them.
ptowsp_loc_t ptowsp_model_first_loc(const ptowsp_model_t *model, isl_union_map *accesses);

// As ptowsp_affine, on the dimensions of statements.
isl_pw_aff *ptowsp_affine_counted(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                                  size_t depth);
// The box { [loops] } that holds the instances of a statement, whose sizes are positive; false:
// some bound is not constant, or there are none.
bool ptowsp_stmt_box(const ptowsp_stmt_t *stmt, int64_t *out_offsets, int64_t *out_sizes);
// The bounds of a loop that are constant, and not too large for sums and products of a few.
bool ptowsp_loop_bounds(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper);
// The instances for which an i1 holds, { [loops] }. NULL: not affine.
isl_set *ptowsp_condition_counted(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                                  size_t depth);

// ---- rows.c

// Whether integer arithmetic may be taken as exact: on index it is by construction,
// on other integers only if the front end says that it does not overflow.
bool ptowsp_is_exact(const ptowsp_op_t *op);
// Whether an arith.index_cast may cut its operand off: to less than the 32 bits of an int, which
// hold what the front end casts to it.
bool ptowsp_cuts_index(const ptowsp_op_t *op);
// A value as a row: a number, and multiples of the loops' variables, or of counts of their
// iterations. False: it is no such sum.
bool ptowsp_sum_row(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth, bool counted,
                    int64_t *out_row);
// The bounds of loops, if they are constant.
bool ptowsp_loops_box(ptowsp_op_t *const *loops, size_t depth, int64_t *out_offsets,
                      int64_t *out_sizes);

// { [in] -> [out] : row_i <= out_i < row_i + sizes[i] }: a row of in + 1 numbers for each of the
// out dimensions, a constant before the coefficients; sizes are positive. NULL: all are 1.
isl_map *ptowsp_rows_map(isl_ctx *isl, size_t in, size_t out, const int64_t *rows,
                         const int64_t *sizes);
// { [dims] : offsets[i] <= i < offsets[i] + sizes[i] }; sizes may be 0.
isl_set *ptowsp_rows_box(isl_ctx *isl, size_t dims, const int64_t *offsets, const int64_t *sizes);
// The row of a form without parameters and quotients. False: it is none, or has large numbers.
bool ptowsp_row_of_aff(isl_aff *aff, int64_t *out_row);
// The least and the greatest value of a row over a box; false: it may exceed what is exact here.
bool ptowsp_row_range(size_t dims, const int64_t *row, const int64_t *offsets, const int64_t *sizes,
                      int64_t *out_least, int64_t *out_most);
isl_aff *ptowsp_row_aff(isl_ctx *isl, size_t dims, const int64_t *row);

// ---- plain.c

// The box around the elements of an access, and whether they fill it; false: to be found by isl.
bool ptowsp_access_box(const ptowsp_model_t *model, const ptowsp_access_t *access,
                       int64_t *out_offsets, int64_t *out_sizes, bool *out_full);
// The same for all accesses to an array, which must all happen. Not filled: it may still be.
bool ptowsp_plain_hull(const ptowsp_model_t *model, size_t array, int64_t *out_offsets,
                       int64_t *out_sizes, bool *out_filled);
// Whether before each read, in the same iteration, the same element is written. False: not known.
bool ptowsp_reads_are_written(const ptowsp_model_t *model, size_t array);

// ---- parts.c

// The accesses to one array of the statements below one operation of the workload's body, all as
// { S[loops] -> cells }. Parts run one after the other, so between parts it is enough to know
// what each leaves to the ones before and behind it; isl's dataflow analysis, whose cost grows fast
// with the number of statements, sees one part at a time.
typedef struct {
  ptowsp_op_t *op;
  size_t stmt_count; // that touch the array
  isl_union_map *reads, *writes;
  // The writes of tasks that are sure to run. Each hides what was written before it, even where
  // it may leave an element alone: it waits for the earlier writer itself.
  isl_union_map *hiding;
  isl_union_map *sure;                     // the writes that must happen to these elements
  isl_union_map *open_reads, *open_writes; // no hiding write of the part comes before
  isl_union_map *last_reads, *last_writes; // none comes after
} ptowsp_part_t;

typedef PTOWSP_VEC(ptowsp_part_t) ptowsp_parts_t;

// The parts that touch an array, in order, without what is open and last.
void ptowsp_parts_find(const ptowsp_model_t *model, size_t array, ptowsp_parts_t *out_parts);
void ptowsp_parts_free(ptowsp_parts_t *parts);
// When the part's statements run, and END[], after all of them. A task reads before it writes, so
// its own write comes between its read and a later write: the reads named for themselves stand a
// half before the rest.
isl_union_map *ptowsp_part_schedule(const ptowsp_model_t *model, size_t array,
                                    const ptowsp_part_t *part);
// The same relation from statements named for their reads; keeps `map`.
isl_union_map *ptowsp_as_reads(isl_union_map *map);
// True if no two instances of the part's only statement touch a common element that either writes.
bool ptowsp_part_is_unordered(const ptowsp_part_t *part);

#endif
