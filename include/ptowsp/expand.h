// Expansion: runs a workload's orchestration and hands out its tasks one by one.
//
// The workload must be in its final form: loops, conditions, index arithmetic,
// wsp.at, memref.alloc and wsp.task. Memory is O(nesting), not O(tasks).
#ifndef PTOWSP_EXPAND_H
#define PTOWSP_EXPAND_H

#include "ptowsp/ir.h"

// A box of elements of one buffer: `rank` dimensions of the buffer, [offset, offset+size).
enum { PTOWSP_MAX_RANK = 8, PTOWSP_MAX_TASK_ARGS = 16 };

typedef struct {
  int32_t buffer;  // number of the buffer: parameters first, then allocations; -1: a scalar
  int64_t element; // linear element offset of element 0 of the argument
  uint64_t bits;   // of a scalar
} ptowsp_task_arg_t;

typedef struct {
  int64_t number; // in submission order, from 0
  ptowsp_op_t *op;
  ptowsp_op_t *kernel;
  int64_t scheduler; // -1: none assigned
  const ptowsp_task_arg_t *args;
  size_t arg_count;
  const int64_t *ivs; // values of the loops around the task, outermost first
  size_t iv_count;
} ptowsp_task_t;

typedef struct {
  const char *name;   // the user's
  ptowsp_type_t type; // memref, static shape
  bool is_parameter;
  bool is_input;  // "in" or "inout"
  bool is_output; // "out" or "inout"
} ptowsp_buffer_info_t;

typedef struct ptowsp_expansion ptowsp_expansion_t;

// Prepares a workload. `sizes` binds its scalar integer parameters (value of
// parameter i at sizes[i]; ignored for memrefs). NULL after an error (an op that
// has no place in an orchestration).
ptowsp_expansion_t *ptowsp_expansion_create(ptowsp_op_t *workload, const int64_t *sizes);
void ptowsp_expansion_destroy(ptowsp_expansion_t *expansion);
size_t ptowsp_expansion_buffer_count(const ptowsp_expansion_t *expansion);
const ptowsp_buffer_info_t *ptowsp_expansion_buffer(const ptowsp_expansion_t *expansion, size_t i);

// Called for each task in submission order; false stops the expansion.
typedef bool (*ptowsp_task_fn_t)(void *data, const ptowsp_task_t *task);
// False if `submit` stopped it or after an error (e.g. a step that is not positive).
bool ptowsp_expansion_run(ptowsp_expansion_t *expansion, ptowsp_task_fn_t submit, void *data);

#endif
