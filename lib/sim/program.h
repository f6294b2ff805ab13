// The flat program an orchestration is compiled to (expand.c) and run from (expand_run.c).
#ifndef PTOWSP_SIM_PROGRAM_H
#define PTOWSP_SIM_PROGRAM_H

#include "ptowsp/expand.h"

// Control steps; every other step is an arithmetic operation named by its op id.
typedef enum {
  STEP_FOR = PTOWSP_OP_COUNT, // dst = a unless a >= b: jump; the step is slot c
  STEP_NEXT,                  // dst += c, jump back while below b
  STEP_UNLESS,                // jump if slot a is false
  STEP_JUMP,
  STEP_MOVE,
  STEP_TICKET, // dst = tasks submitted so far
  STEP_TASK,   // submits tasks[a]
  STEP_READ,   // dst = the element of reads[a]
  STEP_END,
} step_kind_t;

typedef struct {
  uint16_t kind;
  uint8_t width;  // bits of the operands of integer operations
  uint8_t other;  // bits of the result of conversions; predicate of comparisons
  uint8_t format; // float kind of operands, of conversions to float: of the result
  uint8_t flag;   // loops: unsigned comparison
  uint32_t dst, a, b, c;
  uint32_t jump;
  ptowsp_op_t *op; // for diagnostics
} step_t;

// How an argument finds its box: the indices of its wsp.at plus constants.
typedef struct {
  int32_t buffer; // -1: the scalar in slot index[0]
  int32_t rank;
  bool reads, writes;
  bool whole;                    // the region is no box of the buffer: taken as all of it
  int64_t reach_low, reach_high; // linear extent of the region around element 0 (whole only)
  uint32_t index[PTOWSP_MAX_RANK];
  int64_t stride[PTOWSP_MAX_RANK];
  int64_t extent[PTOWSP_MAX_RANK];
  int64_t offset[PTOWSP_MAX_RANK];
  int64_t size[PTOWSP_MAX_RANK];
} arg_plan_t;

typedef struct {
  ptowsp_op_t *op;
  uint32_t kernel;
  uint32_t scheduler; // slot; UINT32_MAX: none
  size_t arg_count;
  arg_plan_t *args;
  size_t iv_count;
  uint32_t *ivs; // slots
} task_plan_t;

// An element to be read; its subscripts are slots.
typedef struct {
  ptowsp_op_t *op;
  ptowsp_type_t type;
  arg_plan_t place;
} read_plan_t;

struct ptowsp_expansion {
  ptowsp_op_t *workload;
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  PTOWSP_VEC(step_t) steps;
  PTOWSP_VEC(int64_t) slots; // initial values: constants and parameters
  PTOWSP_VEC(task_plan_t) tasks;
  PTOWSP_VEC(read_plan_t) reads;
  PTOWSP_VEC(ptowsp_buffer_info_t) buffers;
  PTOWSP_VEC(ptowsp_op_t *) kernels;
  size_t max_args, max_ivs;
};

#endif
