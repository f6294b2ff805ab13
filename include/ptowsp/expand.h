// Expansion: runs a workload's orchestration and hands out its tasks one by one.
//
// The workload must be in its final form: loops, conditions, scalar arithmetic,
// wsp.at, memref.alloc and wsp.task. It is compiled once to a flat program over
// numbered slots; running it takes memory for the nesting, not for the tasks.
#ifndef PTOWSP_EXPAND_H
#define PTOWSP_EXPAND_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { PTOWSP_MAX_RANK = 8, PTOWSP_MAX_TASK_ARGS = 16 };

// Whether an orchestration computes an operation of scalars itself; anything else is for kernels.
bool ptowsp_is_orchestral(const ptowsp_op_t *op);

// An argument of a task. Of an array, the box of elements the kernel touches: in each of
// the buffer's `rank` dimensions the indices [low, low + size), which lie inside the buffer.
typedef struct {
  int32_t buffer; // number of the buffer: parameters first, then allocations; -1: a scalar
  int32_t rank;   // of the buffer
  bool reads;     // the kernel's declared (or inferred) access
  bool writes;
  int64_t element; // linear element offset of element 0 of the argument
  uint64_t bits;   // of a scalar
  const int64_t *low;
  const int64_t *size;
} ptowsp_task_arg_t;

typedef struct {
  int64_t number; // in submission order, from 0
  ptowsp_op_t *op;
  uint32_t kernel;               // number of the kernel in the expansion
  int64_t scheduler;             // -1: none assigned
  const ptowsp_task_arg_t *args; // valid during the call, as everything below
  size_t arg_count;
  const int64_t *ivs; // values of the loops around the task, outermost first
  size_t iv_count;
} ptowsp_task_t;

typedef struct {
  const char *name;   // the user's; "buffer" if it has none
  ptowsp_type_t type; // memref, static shape, identity layout
  int32_t parameter;  // number of the workload's parameter; -1: allocated in the workload
  bool is_input;      // "in" or "inout"
  bool is_output;     // "out" or "inout"
  ptowsp_loc_t loc;
} ptowsp_buffer_info_t;

// An element that the orchestration reads.
typedef struct {
  ptowsp_op_t *op;           // wsp.slot
  ptowsp_type_t type;        // of the element
  ptowsp_task_arg_t element; // a box of one element that is read
} ptowsp_slot_t;

typedef struct ptowsp_expansion ptowsp_expansion_t;

// Prepares a workload. `sizes` binds its scalar integer parameters (value of
// parameter i at sizes[i]; ignored for memrefs). NULL after an error (an op that
// has no place in an orchestration).
ptowsp_expansion_t *ptowsp_expansion_create(ptowsp_op_t *workload, const int64_t *sizes);
void ptowsp_expansion_destroy(ptowsp_expansion_t *expansion);
ptowsp_op_t *ptowsp_expansion_workload(const ptowsp_expansion_t *expansion);

size_t ptowsp_expansion_buffer_count(const ptowsp_expansion_t *expansion);
const ptowsp_buffer_info_t *ptowsp_expansion_buffer(const ptowsp_expansion_t *expansion, size_t i);
// The kernels that tasks of the workload call, numbered in text order of the first call.
size_t ptowsp_expansion_kernel_count(const ptowsp_expansion_t *expansion);
ptowsp_op_t *ptowsp_expansion_kernel(const ptowsp_expansion_t *expansion, size_t i);
// The largest argument and loop counts of any task.
size_t ptowsp_expansion_max_args(const ptowsp_expansion_t *expansion);
size_t ptowsp_expansion_max_ivs(const ptowsp_expansion_t *expansion);

// Called for each task in submission order; false stops the expansion.
typedef bool (*ptowsp_task_fn_t)(void *data, const ptowsp_task_t *task);
// Called for each element that is read, in order with the tasks: what *out_bits has in its low bits
// is the element's value. False stops the expansion, after an error.
typedef bool (*ptowsp_slot_fn_t)(void *data, const ptowsp_slot_t *slot, uint64_t *out_bits);
// False if `submit` or `read` stopped it or after an error: a step that is not positive, a
// division by zero, a region or an element outside of its array. May be run any number of times.
bool ptowsp_expansion_run(ptowsp_expansion_t *expansion, ptowsp_task_fn_t submit,
                          ptowsp_slot_fn_t read, void *data);

// "i" of a loop around a task (wsp.iv), outermost first; NULL where it has no name.
const char *ptowsp_task_iv_name(const ptowsp_op_t *task, size_t i);

#ifdef __cplusplus
}
#endif

#endif
