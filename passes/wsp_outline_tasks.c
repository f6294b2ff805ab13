// wsp-outline-tasks: turns the statements of workloads into kernels and tasks.
//
//   for it step 64 {wsp.tile_loop}         for it step 64 {wsp.tile_loop}
//     for i in [it, it+64)            =>     %a = wsp.at %A[%it], %b = wsp.at %B[%it]
//       B[i] = A[i] + 1                      wsp.task @w_0(%a, %b)
//                                        wsp.kernel @w_0(a, b): for i in [0, 64) b[i] = a[i] + 1
//
// Task loops are those around a tile loop or a task, and tile loops; everything else that
// touches memory is a region: a loop nest, or a run of statements between nests. A region's
// arrays become views of the box it touches, its subscripts count from the box's origin, loops
// that start at a tile's origin start at 0. What still depends on a task loop, or on a
// scalar of the workload, is passed by value. Values and variables that several regions use go
// through arrays of one element; an array that one kernel alone uses, and writes first, lives in
// it. Equal kernels are shared, in whatever order their arguments come.
//
// A task takes 16 arguments. Of kernels with more, those of the user's too, scalars and arrays of
// one type are packed into arrays, which tasks of their own fill and read back.
//
// Needs: static shapes. Afterwards a workload holds loops, conditions, index arithmetic,
// allocations, wsp.at and wsp.task only.
#include <stdlib.h>

#include "outline/region.h"
#include "ptowsp/analyses.h"
#include "ptowsp/expand.h"

// ---------------------------------------------------------------- sharing

// Whether what is known of the arguments is the same too.
static bool same_arguments(ptowsp_op_t *kernel, ptowsp_op_t *other, const size_t *order) {
  bool straight = true;
  for (size_t i = 0; i < ptowsp_block_arg_count(ptowsp_op_body(kernel)); i++) {
    ptowsp_str_t x = ptowsp_attr_text(ptowsp_attr_at(ptowsp_op_attr(kernel, "arg_access"), i));
    ptowsp_attr_t access = ptowsp_op_attr(other, "arg_access");
    if (!ptowsp_str_equal(x, ptowsp_attr_text(ptowsp_attr_at(access, order[i])))) return false;
    straight &= order[i] == i;
  }
  ptowsp_attr_t a = ptowsp_op_attr(kernel, "wsp.unsigned");
  return a == ptowsp_op_attr(other, "wsp.unsigned") && (!a || straight) &&
         ptowsp_op_attr(kernel, "wsp.reassociated") == ptowsp_op_attr(other, "wsp.reassociated");
}

// An earlier kernel that does the same, or the new one under a name of its own; and the argument
// of it that each argument of the new one is.
static ptowsp_op_t *share(outline_t *o, ptowsp_op_t *kernel, size_t *order) {
  for (size_t i = 0; i < o->kernels.size; i++) {
    ptowsp_op_t *other = o->kernels.data[i];
    if (ptowsp_block_arg_count(ptowsp_op_body(kernel)) !=
            ptowsp_block_arg_count(ptowsp_op_body(other)) ||
        !ptowsp_bodies_equal(kernel, other, order) || !same_arguments(kernel, other, order))
      continue;
    ptowsp_op_erase(kernel);
    return other;
  }
  for (size_t i = 0; i < ptowsp_block_arg_count(ptowsp_op_body(kernel)); i++) order[i] = i;
  ptowsp_vec_push(&o->kernels, kernel);
  const char *base = ptowsp_intern(o->context, ptowsp_op_symbol(o->workload));
  ptowsp_op_set_attr(kernel, "sym_name",
                     ptowsp_attr_cstring(o->context, ptowsp_symbol_unique(o->module, base)));
  return kernel;
}

// ---------------------------------------------------------------- the task

static ptowsp_value_t *outside_index(void *data, ptowsp_value_t *value) {
  ptowsp_builder_t *b = data;
  if (ptowsp_type_is_index(ptowsp_value_type(value))) return value;
  return ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, value,
                           ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(value))));
}

static ptowsp_value_t *build_view(region_t *r, const region_array_t *array, ptowsp_builder_t *b) {
  ptowsp_value_t *operands[array->box.rank + 1], *dims[r->outer + 1];
  for (size_t i = 0; i < r->outer; i++)
    dims[i] = outside_index(b, ptowsp_block_arg(ptowsp_op_body(r->loops.data[i]), 0));
  operands[0] = array->root;
  for (size_t i = 0; i < array->box.rank; i++) {
    operands[i + 1] = ptowsp_affine_build(b, array->box.offsets[i], dims, outside_index, b);
    if (operands[i + 1]) continue;
    ptowsp_error(r->o->context, b->loc,
                 "cannot express where in '%s' this task begins; simplify the subscripts",
                 ptowsp_memref_name(array->root));
    r->o->ok = false;
    return NULL;
  }
  ptowsp_type_t type = ptowsp_region_view_type(array);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_AT,
                             .loc = b->loc,
                             .operands = operands,
                             .operand_count = array->box.rank + 1,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(b, &state), 0);
}

// The region's last op: arrays may be allocated between its ops.
static ptowsp_op_t *last_op(const region_t *r) {
  ptowsp_op_t *op = r->ops.data[0], *last = op;
  for (size_t left = r->ops.size; left && op; op = ptowsp_op_next(op))
    for (size_t i = 0; i < r->ops.size; i++)
      if (r->ops.data[i] == op) {
        last = op;
        left--;
      }
  return last;
}

static void build_task(region_t *r, ptowsp_op_t *kernel, const size_t *order, ptowsp_loc_t loc) {
  ptowsp_context_t *context = r->o->context;
  ptowsp_builder_t b = ptowsp_builder_before(last_op(r));
  b.loc = loc;
  size_t arrays = r->arrays.size, count = arrays + r->scalars.size;
  ptowsp_value_t *operands[count + 1];
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *value;
    if (i < arrays) {
      value = build_view(r, &r->arrays.data[i], &b);
      if (!value) return;
    } else {
      value = r->scalars.data[i - arrays].outside;
      if (ptowsp_type_is_index(ptowsp_value_type(value)))
        value =
            ptowsp_build_cast(&b, PTOWSP_OP_ARITH_INDEX_CAST, value, ptowsp_type_i(context, 64));
      if (ptowsp_type_is_i(ptowsp_value_type(value), 1))
        value = ptowsp_build_cast(&b, PTOWSP_OP_ARITH_EXTUI, value, ptowsp_type_i(context, 8));
    }
    operands[order[i]] = value;
  }
  int32_t segments[] = {(int32_t)count, 0};
  ptowsp_named_attr_t properties[] = {{ptowsp_intern_cstr(context, "callee"),
                                       ptowsp_attr_symbol(context, ptowsp_op_symbol(kernel))},
                                      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                       ptowsp_attr_i32_array(context, segments, 2)}};
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_WSP_TASK, .loc = loc, .operands = operands, .operand_count = count};
  state.properties = ptowsp_attr_dictionary(context, properties, 2);
  ptowsp_build(&b, &state);
}

// ---------------------------------------------------------------- regions

static bool has_op(ptowsp_op_t *root, ptowsp_walk_fn_t find) {
  return !ptowsp_walk_pre(root, find, NULL);
}

// A tile loop, or a condition that whole tiles meet or do not.
static bool is_of_tiles(const ptowsp_op_t *op) {
  return (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.tile_loop")) ||
         (ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && ptowsp_op_attr(op, "wsp.tile_if"));
}

static ptowsp_walk_t find_structure(ptowsp_op_t *op, void *data) {
  (void)data;
  bool found = ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) || is_of_tiles(op);
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_effect(ptowsp_op_t *op, void *data) {
  (void)data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool effect = !info || info->traits & (PTOWSP_TRAIT_READS | PTOWSP_TRAIT_WRITES);
  effect &= !ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT);
  return effect ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  (void)data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool writes = !info || info->traits & PTOWSP_TRAIT_WRITES;
  return writes ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// The most terms of a sum whose parts are combined.
static ptowsp_walk_t find_reassociated(ptowsp_op_t *op, void *data) {
  int64_t *most = data, terms = ptowsp_op_attr_int(op, "wsp.reassociated", 0);
  if (terms > *most) *most = terms;
  return PTOWSP_WALK_ADVANCE;
}

// The loops around the region, and the tiles that it is for.
static void find_loops(region_t *r) {
  ops_t around = {0};
  ptowsp_op_t *op = r->ops.data[0];
  for (; op != r->o->workload; op = ptowsp_op_parent(op)) ptowsp_vec_push(&around, op);
  for (size_t i = around.size; i-- > 1;) {
    op = around.data[i];
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) ptowsp_region_push_loop(r, op);
    bool first =
        ptowsp_op_block(around.data[i - 1]) == ptowsp_region_first(ptowsp_op_region(op, 0));
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && is_of_tiles(op))
      ptowsp_region_meet(r, op, first ? 0 : 1);
  }
  r->outer = r->loops.size;
  ptowsp_vec_deinit(&around);
}

static void build_kernel(region_t *r, ptowsp_loc_t loc) {
  ptowsp_builder_t at = ptowsp_builder_before(r->o->workload);
  at.loc = loc;
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_KERNEL, .loc = loc, .region_count = 1};
  r->kernel = ptowsp_build(&at, &state);
  ptowsp_builder_t end =
      ptowsp_builder_at_end(ptowsp_block_create(ptowsp_op_region(r->kernel, 0)), loc);
  ptowsp_op_state_t last = {.id = PTOWSP_OP_WSP_RETURN, .loc = loc};
  ptowsp_build(&end, &last);
  ptowsp_region_fill_kernel(r);
  // What combines the parts of a sum is compared with a tolerance, however it is raised.
  int64_t terms = 0;
  for (size_t i = 0; i < r->ops.size; i++)
    ptowsp_walk_pre(r->ops.data[i], find_reassociated, &terms);
  if (terms)
    ptowsp_op_set_attr(r->kernel, "wsp.reassociated", ptowsp_attr_i64(r->o->context, terms));
}

// Loads that no task came to use are dropped.
static bool drop_reads(outline_t *o, ops_t *ops) {
  for (size_t i = 0; i < ops->size; i++)
    if (has_op(ops->data[i], find_write)) return false;
  for (size_t i = 0; i < ops->size; i++) ptowsp_vec_push(&o->done, ops->data[i]);
  ops->size = 0;
  return true;
}

static void outline_region(outline_t *o, ops_t *ops) {
  if (!o->ok || !ops->size || drop_reads(o, ops)) return;
  region_t r = {.o = o, .ops = *ops, .map = ptowsp_value_map_create()};
  *ops = (ops_t){0};
  find_loops(&r);
  ptowsp_loc_t loc = ptowsp_region_loc(&r);
  bool tiled = false;
  for (size_t i = 0; i < r.outer; i++)
    tiled |= ptowsp_op_attr(r.loops.data[i], "wsp.tile_loop") != NULL;
  if (!tiled && ptowsp_op_is(r.ops.data[0], PTOWSP_OP_SCF_FOR))
    ptowsp_remark(o->context, ptowsp_op_loc(r.ops.data[0]), "this loop nest becomes one task");
  build_kernel(&r, loc);
  size_t count = r.arrays.size + r.scalars.size;
  if (o->ok) ptowsp_region_describe_kernel(&r);
  if (o->ok) {
    size_t order[count + 1];
    ptowsp_op_t *kernel = share(o, r.kernel, order);
    build_task(&r, kernel, order, loc);
  }
  for (size_t i = 0; i < r.ops.size; i++) ptowsp_vec_push(&o->done, r.ops.data[i]);
  for (size_t i = 0; i < r.arrays.size; i++) ptowsp_box_deinit(&r.arrays.data[i].box);
  for (size_t i = 0; i < r.locals.size; i++) ptowsp_box_deinit(&r.locals.data[i].box);
  ptowsp_value_map_destroy(r.map);
  while (r.loops.size) ptowsp_region_pop_loop(&r);
  ptowsp_vec_deinit(&r.ops);
  ptowsp_vec_deinit(&r.loops);
  ptowsp_vec_deinit(&r.domains);
  ptowsp_vec_deinit(&r.arrays);
  ptowsp_vec_deinit(&r.locals);
  ptowsp_vec_deinit(&r.scalars);
  ptowsp_vec_deinit(&r.shifts);
  ptowsp_vec_deinit(&r.values);
}

// Whether a value comes, through pure ops, from one of the ops. With the budget spent, it may.
static bool comes_from(ptowsp_value_t *value, const ops_t *ops, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  for (size_t i = 0; op && i < ops->size; i++)
    if (ops->data[i] == op) return true;
  if (!op || !is_pure(op)) return false;
  if (--*budget < 0) return true;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (comes_from(ptowsp_op_operand(op, i), ops, budget)) return true;
  return false;
}

// Whether a local variable is used by one of the ops.
static bool is_local_of(ptowsp_value_t *value, const ops_t *ops) {
  if (!ptowsp_op_is_local(ptowsp_value_op(value))) return false;
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    for (size_t i = 0; i < ops->size; i++)
      if (ptowsp_op_is_ancestor(ops->data[i], ptowsp_use_op(use))) return true;
  return false;
}

static ptowsp_walk_t find_dependence(ptowsp_op_t *op, void *data) {
  int budget = 1000;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (comes_from(ptowsp_op_operand(op, i), data, &budget) ||
        is_local_of(ptowsp_op_operand(op, i), data))
      return PTOWSP_WALK_INTERRUPT;
  return PTOWSP_WALK_ADVANCE;
}

static void end_run(regions_t *regions, ops_t *run) {
  if (run->size) ptowsp_vec_push(regions, *run);
  *run = (ops_t){0};
}

// Splits a block into structures and regions. A nest is a region of its own, unless it uses
// what the statements before it computed, or is part of a tile.
static void find_regions(ptowsp_block_t *block, regions_t *regions) {
  ops_t run = {0};
  bool nest = false; // the run holds one
  bool tile = is_of_tiles(ptowsp_block_op(block));
  ptowsp_block_each(block, op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) break;
    if (has_op(op, find_structure)) {
      end_run(regions, &run);
      for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
        ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
        if (inner) find_regions(inner, regions);
      }
    } else if (has_op(op, find_effect) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_DEALLOC)) {
      bool loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
      if (run.size && (loop || nest) && !tile && ptowsp_walk_pre(op, find_dependence, &run))
        end_run(regions, &run);
      nest = loop || (nest && run.size);
      ptowsp_vec_push(&run, op);
    }
  }
  end_run(regions, &run);
}

// ---------------------------------------------------------------- the pass

static bool is_taken_by_task(const ptowsp_value_t *value) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_WSP_TASK)) return true;
  return false;
}

// Whether it is an element of a variable, which may be an array of one element by now.
static bool is_of_variable(const ptowsp_op_t *load) {
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  ptowsp_value_t *memref = ptowsp_op_operand(load, 0);
  ptowsp_type_t type = ptowsp_value_type(memref);
  if (!ptowsp_op_is_alloc(ptowsp_value_op(memref))) return false;
  return ptowsp_type_rank(type) == 0 ||
         (ptowsp_type_rank(type) == 1 && ptowsp_type_shape(type)[0] == 1);
}

// Refuses a value of tasks that the workload uses.
static void refuse_use(outline_t *o, const ptowsp_op_t *op, const ptowsp_value_t *value) {
  const char *text =
      "a loop, condition or subscript of the workload depends on this element; those from memory "
      "are not built yet, pass the value as a parameter, or let a kernel read it and decide";
  if (is_of_variable(op))
    text =
        "the workload depends on this variable, whose value tasks compute; write the value as "
        "an expression of the loops' variables and of parameters";
  else if (is_taken_by_task(value))
    text =
        "a task takes this element as a number before it is known; pass the array to the "
        "kernel, and read it there";
  ptowsp_error(o->context, ptowsp_op_loc(op), "%s", text);
  ptowsp_note(o->context, ptowsp_op_loc(ptowsp_use_op(ptowsp_value_first_use(value))),
              "it is used here");
  o->ok = false;
}

// Erases the statements that are tasks now. What they computed must not steer the workload.
static void erase_done(outline_t *o) {
  for (size_t i = o->done.size; i-- > 0;) {
    ptowsp_op_t *op = o->done.data[i];
    ptowsp_drop_dead(o->workload);
    for (size_t j = 0; j < ptowsp_op_result_count(op); j++) {
      if (!ptowsp_value_first_use(ptowsp_op_result(op, j))) continue;
      refuse_use(o, op, ptowsp_op_result(op, j));
      return;
    }
    ptowsp_op_erase(op);
  }
  for (size_t i = 0; i < o->moved.size; i++) ptowsp_op_erase(o->moved.data[i]);
  ptowsp_drop_dead(o->workload);
}

static ptowsp_walk_t find_statement(ptowsp_op_t *op, void *data) {
  return ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ? PTOWSP_WALK_SKIP : find_effect(op, data);
}

static bool outline_workload(outline_t *o, ptowsp_op_t *workload) {
  o->workload = workload;
  o->ok = true;
  if (!has_op(workload, find_statement)) return true;
  ptowsp_outline_steer(o, find_structure);
  if (!o->ok) return false;
  regions_t regions = {0};
  find_regions(ptowsp_op_body(workload), &regions);
  ptowsp_outline_cross(o, &regions);
  ptowsp_summaries_t *summaries = ptowsp_analyses_summaries(o->analyses);
  o->model = ptowsp_model_create(o->isl, &workload, 1, summaries);
  // Here each access is still known by itself; later only what all of a task's touch.
  if (o->model && !ptowsp_check_bounds(o->model, workload, summaries)) {
    o->ok = false;
  } else if (o->model) {
    for (size_t i = 0; i < regions.size; i++) outline_region(o, &regions.data[i]);
    if (o->ok) erase_done(o);
    o->ok &= ptowsp_isl_check(o->isl, o->context, ptowsp_op_loc(workload), "this workload");
  }
  o->ok &= o->model != NULL;
  o->done.size = o->moved.size = 0;
  for (size_t i = 0; i < regions.size; i++) ptowsp_vec_deinit(&regions.data[i]);
  ptowsp_vec_deinit(&regions);
  ptowsp_model_destroy(o->model);
  return o->ok;
}

static bool run(ptowsp_pass_run_t *run) {
  outline_t o = {.context = run->context,
                 .module = run->module,
                 .isl = ptowsp_analyses_isl(run->analyses),
                 .analyses = run->analyses};
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) ok &= outline_workload(&o, op);
  }
  ok = ok && ptowsp_outline_pack(&o);
  ptowsp_vec_deinit(&o.kernels);
  ptowsp_vec_deinit(&o.done);
  ptowsp_vec_deinit(&o.moved);
  return ok;
}

// Kernels that are there already stay as they are.
static const ptowsp_analysis_t *const keeps[] = {&ptowsp_analysis_footprints, NULL};

const ptowsp_pass_t ptowsp_pass_wsp_outline_tasks = {.run = run, .keeps = keeps};
