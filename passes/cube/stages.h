// The parts of a kernel that is split: stages, their kernels and tasks. Shared by
// wsp_split_kernels.c, stages.c and tasks.c.
#ifndef PTOWSP_PASSES_CUBE_STAGES_H
#define PTOWSP_PASSES_CUBE_STAGES_H

#include "ptowsp/pass.h"
#include "split.h"

enum { SPLIT_MAX_ARGS = 16 };

typedef enum {
  FROM_ARGUMENT, // of the kernel
  FROM_LOOP,     // the variable of a loop around the stages
  FROM_LOCAL,    // that became an array
} source_t;

// An argument of a stage and where its task takes it from.
typedef struct {
  source_t source;
  ptowsp_value_t *value; // of the kernel
  const char *name;
  ptowsp_value_t *inside;
  const int64_t *shift; // of the array's view, a row for each dimension; NULL: none
} arg_t;

typedef struct {
  ptowsp_value_t *value; // an array of the kernel
  const int64_t *shift;
} shifted_t;

typedef struct stage {
  split_kind_t kind;
  ops_t ops;         // of the kernel, until they are moved
  ptowsp_op_t *loop; // instead: a loop around stages
  PTOWSP_VEC(struct stage *) inner;
  ptowsp_block_t *block; // of the kernel that it stands in
  ops_t around;          // loops around stages that it stands in, if they move its views only
  PTOWSP_VEC(arg_t) args;
  PTOWSP_VEC(shifted_t) shifted;
  ptowsp_op_t *kernel;
} stage_t;

typedef PTOWSP_VEC(stage_t *) stages_t;

typedef struct {
  split_t s;
  ptowsp_pass_run_t *run;
  ptowsp_op_t *original;
  stages_t top, all; // in a tree; those with ops, in order
  ops_t locals;      // that become arrays
  bool has_views;    // all tasks pass views whose subscripts are those of the arguments
} splitting_t;

// stages.c
// What an op of a block is, by itself.
split_kind_t split_kind_of(splitting_t *w, ptowsp_op_t *op);
// Whether a nest does nothing but to clear what the product behind it adds to.
bool split_belongs_to_product(splitting_t *w, ptowsp_op_t *op);
// Parts a block into stages.
void split_find_stages(splitting_t *w, ptowsp_block_t *block, stages_t *list);
// Finds the locals of a block, and of the loops around stages in it, that become arrays.
void split_find_arrays(splitting_t *w, ptowsp_block_t *block, const stages_t *list);
// Finds the loops around a stage, if each only moves what the stage sees of its arrays: then the
// views move and the stage is the same each time. Else their variables are passed.
void split_find_moves(splitting_t *w, stage_t *stage);

// tasks.c
// Moves a stage into a kernel of its own. False: it cannot be one.
bool split_build_kernel(splitting_t *w, stage_t *stage, const char *name);
// Builds the tasks of all stages in front of a task of the kernel. False: they cannot be.
bool split_replace_task(splitting_t *w, ptowsp_op_t *task);

#endif
