// The polyhedral view of workloads and kernels: what is accessed where, in which
// order, and what depends on what. Every set, relation and affine form is isl's.
//
// A model lists the statements below an operation: the operations that touch
// memory. Statement n is the isl tuple "S<n>" (a task is "T<n>", n-th in text order)
// whose dimensions are the values of the loops around it, outermost first. Arrays
// are tuples "A<n>"; their dimensions are the subscripts, behind one dimension for each loop
// around the allocation, since every iteration allocates anew.
//
// What is not affine is over-approximated: an unknown condition or bound makes a
// statement's domain inexact, an unknown subscript makes an access cover its whole
// dimension. Such accesses may happen; only the others must.
#ifndef PTOWSP_ANALYSIS_H
#define PTOWSP_ANALYSIS_H

#include <isl/aff.h>
#include <isl/ctx.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/union_map.h>

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// ---------------------------------------------------------------- isl contexts

// A context that reports failure through NULL and gives up after a bounded number of
// operations, so that nothing in here hangs on a hard input.
isl_ctx *ptowsp_isl_create(void);
// An integer, which is taken, as a number of ours. False: it is none (unbounded, a fraction), or so
// large that sums and products of a few would overflow; no array has such places.
bool ptowsp_isl_int(isl_val *val, int64_t *out_value);
// Puts a number, which is taken, as text, however large it is.
void ptowsp_isl_put(ptowsp_buffer_t *text, isl_val *val);
// All isl objects must have been freed.
void ptowsp_isl_destroy(isl_ctx *ctx);
// Emits an error at `loc` if isl failed or gave up since the last call; `what` completes
// "cannot analyse …". True: nothing happened.
bool ptowsp_isl_check(isl_ctx *ctx, ptowsp_context_t *context, ptowsp_loc_t loc, const char *what);

// ---------------------------------------------------------------- models

typedef struct {
  ptowsp_value_t *value; // an argument of the function, or what an allocation returns
  const char *name;      // the user's
  size_t rank;
  const int64_t *shape;
  size_t private_dims; // loops around the allocation, inside the model's root
  isl_map *grid;       // { A[elements] -> A[cells] }; NULL: a cell is an element
} ptowsp_array_t;

enum { PTOWSP_OPEN_LOWER = 1, PTOWSP_OPEN_UPPER = 2 };

typedef struct {
  ptowsp_op_t *op;
  const char *name;    // of its isl tuple
  ptowsp_op_t **loops; // scf.for, outermost first
  size_t depth;
  isl_set *domain; // { S[loops] }
  bool exact;      // the domain is not an over-approximation
  // What is not known of it: a condition around the statement, or, of each loop, its first value
  // (PTOWSP_OPEN_LOWER), or its bound.
  bool conditional;
  const uint8_t *open;
  isl_map *values;   // { S[loops] -> [values of the variables] }
  isl_map *schedule; // { S[loops] -> [time] }, program order
} ptowsp_stmt_t;

typedef struct {
  size_t stmt;
  size_t array;
  size_t argument; // of a wsp.task: the operand's number; else SIZE_MAX
  bool write;
  bool must;            // happens to exactly these elements
  bool widened;         // a dimension is covered whole because a subscript is not affine
  isl_map *map;         // { S[loops] -> A[elements] }, restricted to the domain
  isl_map *cells;       // the same in cells of the array, which it fills: for questions of order
  const int64_t *sizes; // of the box, one a dimension of the array; NULL: unknown
  // Where the elements are a box at a place that is a sum of multiples of the loops' dimensions:
  // for each dimension of A the place, a constant and a coefficient a loop, and the size. NULL:
  // they are not.
  const int64_t *rows, *extents;
} ptowsp_access_t;

typedef struct ptowsp_model {
  isl_ctx *isl;
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  size_t depth;        // of the deepest statement
  const size_t *times; // for each loop level, the dimension of time that counts its iterations
  PTOWSP_VEC(ptowsp_array_t) arrays;
  PTOWSP_VEC(ptowsp_stmt_t) stmts;
  PTOWSP_VEC(ptowsp_access_t) accesses;
} ptowsp_model_t;

typedef struct ptowsp_summaries ptowsp_summaries_t;

// Models the operations below the given roots, in order; a root may be a function or
// any operation inside one. Loops around a root are not dimensions. `summaries` answers for the
// kernels that tasks call; NULL: every task touches its arguments whole.
ptowsp_model_t *ptowsp_model_create(isl_ctx *isl, ptowsp_op_t *const *roots, size_t root_count,
                                    ptowsp_summaries_t *summaries);
// The same of some operations alone, which are below one root. What stands between them keeps its
// place, but is no statement.
ptowsp_model_t *ptowsp_model_create_some(isl_ctx *isl, ptowsp_op_t *root, ptowsp_op_t *const *ops,
                                         size_t count);
void ptowsp_model_destroy(ptowsp_model_t *model);
// The statement of an operation; NULL: it touches no memory.
ptowsp_stmt_t *ptowsp_model_stmt(const ptowsp_model_t *model, const ptowsp_op_t *op);
// The array a memref value is a view of; SIZE_MAX: unknown.
size_t ptowsp_model_array(const ptowsp_model_t *model, ptowsp_value_t *value);

// The value of an index, as a function of the given loops' values (and of integer
// arguments of the function, as parameters) on the set space [loops]. NULL: not affine.
isl_pw_aff *ptowsp_affine(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t depth);
// The values of the given loops' variables for which an i1 holds. NULL: not affine.
isl_set *ptowsp_condition(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t depth);
// The loops around an operation and below `root`, outermost first, and their number; where that
// exceeds `most`, it alone.
size_t ptowsp_loops_around(const ptowsp_op_t *op, const ptowsp_op_t *root, ptowsp_op_t **out_loops,
                           size_t most);
// { [loops] } within the loops' bounds. Bounds that are not affine are left out.
isl_set *ptowsp_loops_domain(isl_ctx *isl, ptowsp_op_t *const *loops, size_t depth);
// What a sum grows by with each of the loops' variables. False: the value is no such sum of them
// and of values from outside.
bool ptowsp_index_steps(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth,
                        int64_t *out_steps);
// The least and the most of a sum of the loops' variables, or of a quotient of it; all numbers
// where a value from outside is part of it. False: it is no such sum, or the loops' bounds are not
// constant, or a loop is empty.
bool ptowsp_index_range(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth,
                        int64_t *out_least, int64_t *out_most);
// Whether a comparison holds for all values of the loops' variables (1), or for none (0), or for
// some (-1). False: its bounds or operands are not of the kind that this is told from at once.
bool ptowsp_comparison_known(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth,
                             int *out_known);
// Whether a comparison is one of sums in which arguments or other loops' variables have a part.
bool ptowsp_comparison_from_outside(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth);
// Builds the value of `aff` from one index value a dimension (NULL where the form does not
// depend on it); `param` gives the index value that stands for a parameter (an integer
// argument or a loop's variable). A fraction is rounded down. NULL: failure.
typedef ptowsp_value_t *(*ptowsp_param_fn_t)(void *data, ptowsp_value_t *param);
ptowsp_value_t *ptowsp_affine_build(ptowsp_builder_t *builder, isl_aff *aff,
                                    ptowsp_value_t *const *dims, ptowsp_param_fn_t param,
                                    void *data);

// The user's name of a loop's variable ("" if it has none), of a memref's root.
ptowsp_str_t ptowsp_loop_name(const ptowsp_op_t *loop);
const char *ptowsp_memref_name(ptowsp_value_t *memref);
// Iterations of an scf.for over indices with constant bounds and step. 0: there are none, or it is
// not known.
int64_t ptowsp_loop_iterations(const ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_step);
// Follows views to the argument or allocation they are made of.
ptowsp_value_t *ptowsp_memref_root(ptowsp_value_t *memref);

// Whether two functions' bodies do the same: the same operations on corresponding values,
// whatever their arguments, variables and locations are called. out_order, with room for the
// arguments of `a`, tells which argument of `b` each of them is.
bool ptowsp_bodies_equal(ptowsp_op_t *a, ptowsp_op_t *b, size_t *out_order);
// Erases pure operations below `root` that nothing uses.
void ptowsp_drop_dead(ptowsp_op_t *root);

// ---------------------------------------------------------------- order and conflicts

// { s -> t : s and t touch a common element, at least one writes } for two accesses; empty
// if both read or the arrays differ.
isl_map *ptowsp_conflicts(const ptowsp_access_t *a, const ptowsp_access_t *b);
// { s -> t : s runs before t } for two schedules into a common time.
isl_map *ptowsp_before(isl_map *s, isl_map *t);

// A pair of iterations that conflict though their loop claims independence.
typedef struct {
  const ptowsp_access_t *first, *second;
  bool known; // both accesses must happen; else they may
} ptowsp_carried_t;
// Whether a loop carries a dependence, and between which accesses, unless NULL: definite ones if
// there are any.
bool ptowsp_carries(const ptowsp_model_t *model, ptowsp_op_t *loop, ptowsp_carried_t *out_carried);
// Puts the loop's values in the first two iterations that depend on each other so, as text.
void ptowsp_carried_iterations(const ptowsp_model_t *model, ptowsp_op_t *loop,
                               const ptowsp_carried_t *carried, ptowsp_buffer_t out_values[2]);
// Whether two accesses are known to touch no common element, the first in an earlier iteration of
// a loop than the second and both in the same ones of the loops around it. The loop and those
// around it may be other ones for the second, if they go through the same values.
bool ptowsp_are_apart(const ptowsp_model_t *model, const ptowsp_access_t *a,
                      const ptowsp_access_t *b, size_t level);
// Whether iterations of a loop never conflict, whatever the loops around it do meanwhile: the loop
// may then go around these.
bool ptowsp_is_independent(const ptowsp_model_t *model, ptowsp_op_t *loop);

// ---------------------------------------------------------------- kernels' footprints

// What a kernel does with one argument; boxes are relative to the parameter, in elements.
typedef struct {
  bool is_memref;
  size_t rank;
  int64_t *offsets, *sizes;             // touched at all; sizes are 0 if it is not
  int64_t *read_offsets, *read_sizes;   // read before the kernel itself has written it
  int64_t *write_offsets, *write_sizes; // written
  bool reads, writes;
  bool reads_surely;  // some element is read, before any write, whatever the arguments are
  bool widened;       // the box is larger than what is touched
  bool covers;        // every element of the written box is written in every call
  const char *access; // "in", "out", "inout", "value", as the body has it
  ptowsp_loc_t read_loc, write_loc; // an access of that kind, for diagnostics
} ptowsp_footprint_t;

typedef struct {
  ptowsp_op_t *kernel; // or workload
  size_t count;        // arguments
  ptowsp_footprint_t *args;
  // The model the summary was made from.
  ptowsp_model_t *model;
} ptowsp_summary_t;

// Summaries of kernels, and of workloads through those of their tasks; computed once each when
// first asked for.
ptowsp_summaries_t *ptowsp_summaries_create(isl_ctx *isl);
void ptowsp_summaries_destroy(ptowsp_summaries_t *summaries);
const ptowsp_summary_t *ptowsp_summary(ptowsp_summaries_t *summaries, ptowsp_op_t *kernel);
// The same where somebody else keeps them: `find` gives the one of a function.
typedef const ptowsp_summary_t *(*ptowsp_summary_fn_t)(void *data, ptowsp_op_t *function);
ptowsp_summaries_t *ptowsp_summaries_create_by(isl_ctx *isl, ptowsp_summary_fn_t find, void *data);
// One summary for the caller, through those of others. NULL after an error.
ptowsp_summary_t *ptowsp_summary_create(ptowsp_summaries_t *summaries, ptowsp_op_t *function);
void ptowsp_summary_destroy(ptowsp_summary_t *summary);

// ---------------------------------------------------------------- checks

// Emits an error for each access of the function's model that certainly leaves its array; of a
// task's with a note at the access in its kernel, which `summaries` knows (NULL: no tasks).
bool ptowsp_check_bounds(const ptowsp_model_t *model, const ptowsp_op_t *function,
                         ptowsp_summaries_t *summaries);
// Emits an error for each task two of whose arguments overlap while one of them is written. A
// kernel may do its work tile by tile as if its arguments were apart; so this is accepted only if
// both are the same region and no element is written through one before it is read through the
// other.
bool ptowsp_check_overlaps(const ptowsp_model_t *model, ptowsp_summaries_t *summaries);

// Emits an error for each argument whose declared direction is not what the body does; warnings and
// remarks where it does less or may do more. `out_access` (or NULL) gets each argument's
// direction, declared or derived: "in", "out", "inout", "value".
bool ptowsp_check_directions(ptowsp_context_t *context, const ptowsp_summary_t *function,
                             const char **out_access);

// Warns of local arrays and scalars that are certainly read before they are written, and of those
// of a workload that are written but never read.
void ptowsp_check_locals(const ptowsp_model_t *model, const ptowsp_op_t *function);
// The box around the elements of an argument that nothing can write; false: there are none.
bool ptowsp_box_unwritten(const ptowsp_model_t *model, size_t array, int64_t *out_offsets,
                          int64_t *out_sizes);
// Appends "[0, 63][8, 15]": a box's first and last subscript in each dimension.
void ptowsp_box_print(ptowsp_buffer_t *text, const int64_t *offsets, const int64_t *sizes,
                      size_t rank);

// ---------------------------------------------------------------- boxes of regions

// The box of an array that a region of code touches, as a function of the loops around it.
typedef struct {
  size_t rank;
  isl_aff **offsets; // on the set space [loops around the region]
  int64_t *sizes;
  bool exact; // every element of the box is touched
} ptowsp_box_t;

// The box of `array` touched by the statements for which `inside` holds, below their first
// `outer` loops. Its sizes do not depend on the loops, and it lies within the array: a dimension
// for which no such box is known is taken whole. False: nothing is touched.
typedef bool (*ptowsp_stmt_fn_t)(void *data, const ptowsp_stmt_t *stmt);
bool ptowsp_box_init(ptowsp_box_t *box, const ptowsp_model_t *model, size_t array, size_t outer,
                     ptowsp_stmt_fn_t inside, void *data);
// Makes it as large as if the conditions in the region always held, where the array is.
void ptowsp_box_widen(ptowsp_box_t *box, const ptowsp_model_t *model, size_t array, size_t outer,
                      ptowsp_stmt_fn_t inside, void *data);
void ptowsp_box_deinit(ptowsp_box_t *box);

// ---------------------------------------------------------------- dependences of tasks

typedef enum {
  PTOWSP_DEPEND_RAW = 1 << 0,
  PTOWSP_DEPEND_WAR = 1 << 1,
  PTOWSP_DEPEND_WAW = 1 << 2,
} ptowsp_depend_kind_t;

// Writes wsp.id and `depends` on every task of a workload's model: the last writers of
// what it reads or writes, and the readers since then of what it writes. On a wsp.slot the last
// writers of the element, if there are any: the orchestration waits for them.
bool ptowsp_depends_infer(const ptowsp_model_t *model);

// One entry of a task's `depends`, read back.
typedef struct {
  unsigned kinds;     // of ptowsp_depend_kind_t
  ptowsp_str_t array; // the user's name; the attribute's storage
  isl_map *map;       // { T<sink>[ivs] -> T<source>[ivs] }
} ptowsp_depend_t;
// Reads all entries into malloc'ed storage. False: an entry is malformed (no error is emitted).
bool ptowsp_depends_read(isl_ctx *isl, const ptowsp_op_t *task, ptowsp_depend_t **out_depends,
                         size_t *out_count);
void ptowsp_depends_free(ptowsp_depend_t *depends, size_t count);

// The instances of statements that may read an element of `array` nothing has written
// before, { S[loops] -> A[elements] }, and those that certainly do.
isl_union_map *ptowsp_reads_unwritten(const ptowsp_model_t *model, size_t array,
                                      isl_union_map **out_surely);

// Brackets a computation that has a cheaper answer to fall back on: it is given up earlier.
// False: it was, its results are NULL.
void ptowsp_isl_try(isl_ctx *ctx);
void ptowsp_isl_try_up_to(isl_ctx *ctx, unsigned long operations);
bool ptowsp_isl_tried(isl_ctx *ctx);

#ifdef __cplusplus
}
#endif

#endif
