// What the outlining of a region needs: shared by wsp_outline_tasks.c (regions and tasks), kernel.c
// (bodies of kernels) and arguments.c (what kernels take).
#ifndef PTOWSP_PASSES_OUTLINE_REGION_H
#define PTOWSP_PASSES_OUTLINE_REGION_H

#include "ptowsp/analyses.h"
#include "ptowsp/ir.h"

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;
typedef PTOWSP_VEC(ops_t) regions_t; // in program order; the ops of each stand in one block

// One array of a region: its box, and the kernel's argument for it.
typedef struct {
  ptowsp_value_t *root;
  size_t number;
  ptowsp_box_t box;
  ptowsp_value_t *view;
} region_array_t;

// A scalar from outside that a kernel may use: `inner` stands for it in the kernel's body until
// it is known whether it becomes an argument.
typedef struct {
  ptowsp_value_t *outside;
  ptowsp_op_t *inner;
  ptowsp_value_t *index; // `inner` as an index
  const char *name;
} scalar_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_module_t *module;
  isl_ctx *isl; // of the analyses
  ptowsp_analyses_t *analyses;
  ptowsp_op_t *workload;
  ptowsp_model_t *model;
  ops_t kernels; // outlined so far
  ops_t done;    // regions' ops, to be erased
  ops_t moved;   // allocations of arrays that live in kernels now
  bool ok;
} outline_t;

typedef struct {
  outline_t *o;
  ops_t ops;
  ops_t loops;                       // around the region, then around the current place in it
  size_t outer;                      // how many of them are around the region
  PTOWSP_VEC(isl_set *) domains;     // values of the first loop, the first two, …
  PTOWSP_VEC(region_array_t) arrays; // arguments
  PTOWSP_VEC(region_array_t) locals; // arrays of the workload that live in this kernel alone
  PTOWSP_VEC(scalar_t) scalars;
  PTOWSP_VEC(isl_aff *) shifts;        // of each loop: its value, less that of its copy
  PTOWSP_VEC(ptowsp_value_t *) values; // of each loop in the kernel
  ptowsp_value_map_t *map;
  ptowsp_op_t *kernel;
  // Values from outside are computed behind this op, before the nest that uses them.
  ptowsp_op_t *anchor;
} region_t;

// Makes what steers the workload the orchestration's own: elements that are read for it, and
// variables. `find_structure` interrupts at what makes an op around it a structure. Errors clear
// o->ok.
void ptowsp_outline_steer(outline_t *o, ptowsp_walk_fn_t find_structure);

// ---- table.c

// Whether a value is a local array of a few elements that gets each of them once, where it is
// declared and before it is read, and they are constants.
bool ptowsp_table_is(ptowsp_value_t *array);
// What a load reads, if it is of such a table, built before it; else NULL. `indices` are its
// subscripts.
ptowsp_value_t *ptowsp_table_choice(ptowsp_op_t *load, ptowsp_value_t *const *indices);
// Erases a table that nothing reads any more; false: something does.
bool ptowsp_table_drop(ptowsp_op_t *table);

// Sends values and local variables that several regions use through memory.
void ptowsp_outline_cross(outline_t *o, regions_t *regions);

// Gives every kernel of the module at most as many arguments as a task takes. False after an error.
bool ptowsp_outline_pack(outline_t *o);

// ---- kernel.c

// Fills the kernel, whose body ends in its return already, from the region's ops: arrays,
// scalars, body. Errors clear o->ok.
void ptowsp_region_fill_kernel(region_t *r);
// Whether an op is one of the region's, or in one.
bool ptowsp_region_holds(const region_t *r, const ptowsp_op_t *op);
// Enters a loop around the region or in it, outermost first; and leaves it.
void ptowsp_region_push_loop(region_t *r, ptowsp_op_t *loop);
void ptowsp_region_pop_loop(region_t *r);
// Enters the branch of a condition inside of the last loop.
void ptowsp_region_meet(region_t *r, ptowsp_op_t *op, size_t branch);
// The place of the first element written: what a reader takes the task to be about.
ptowsp_loc_t ptowsp_region_loc(const region_t *r);

// ---- arguments.c

// The arrays of the region become arguments: parameters in their order, then local arrays.
void ptowsp_region_add_arrays(region_t *r, ptowsp_builder_t *b);
// Enters what may become a scalar argument as placeholders at the kernel's start: the variables of
// the loops around the region and the workload's scalars, or one value.
void ptowsp_region_add_scalars(region_t *r, ptowsp_builder_t *b);
void ptowsp_region_add_scalar(region_t *r, ptowsp_value_t *outside, const char *name,
                              ptowsp_builder_t *b);
// Turns the placeholders that are used into arguments, and drops the others.
void ptowsp_region_settle_scalars(region_t *r);
// Names, types and access directions of the finished body's arguments. Errors clear o->ok.
void ptowsp_region_describe_kernel(region_t *r);
// The type of an array's view: the box's extents with the array's strides.
ptowsp_type_t ptowsp_region_view_type(const region_array_t *array);

static inline bool is_memref(ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_MEMREF;
}

static inline bool is_pure(const ptowsp_op_t *op) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && ptowsp_op_region_count(op) == 0;
}

#endif
