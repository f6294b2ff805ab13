// Loops to be cut whose bounds depend on other loops or on parameters: they are made to run through
// the same values in every iteration of the loops around them, under a condition.
//
//   for i in [0, 40) {wsp.tile = 8}            for i in [0, 40) {wsp.tile = 8}
//     for j in [i, 40) {wsp.tile = 8}     →      for j in [0, 40) {wsp.tile = 8}
//       S                                          if (j >= i) {wsp.tile_guard} S
//
// The values are those in which a statement runs: what the loops around allow, as far as what is
// touched lies in its array. Tiles then form a grid that does not move, so that tasks depend on
// few others. Of the conditions, tiles that lie whole on one side know the answer (guard.c).
#include <isl/ilp.h>
#include <isl/local_space.h>
#include <isl/val.h>
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

// A loop and the values that its variable takes at all.
typedef struct {
  ptowsp_op_t *loop;
  int64_t first, last; // first > last: none
  bool known;
} hull_t;

typedef struct {
  isl_ctx *isl;
  PTOWSP_VEC(hull_t) hulls;
} rectangles_t;

// ---------------------------------------------------------------- which loops

// Whether a value depends on the variable of a loop to be cut. With the budget spent, it may.
static bool depends_on_tiled(ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (--*budget < 0) return true;
  if (!op) return ptowsp_tile_is_tiled(ptowsp_block_op(ptowsp_value_block(value)));
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (depends_on_tiled(ptowsp_op_operand(op, i), budget)) return true;
  return false;
}

static bool needs_hull(ptowsp_op_t *loop) {
  int64_t number;
  if (!ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(loop) ||
      !ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(loop, 0))) ||
      ptowsp_op_attr(loop, "unsignedCmp") ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &number) || number <= 0)
    return false;
  if (ptowsp_value_constant(ptowsp_op_operand(loop, 0), &number) &&
      ptowsp_value_constant(ptowsp_op_operand(loop, 1), &number))
    return false;
  if (ptowsp_tile_is_tiled(loop)) return !ptowsp_tile_has_task(loop);
  int budget = 1000;
  return ptowsp_tile_has_tiled(loop) && (depends_on_tiled(ptowsp_op_operand(loop, 0), &budget) ||
                                         depends_on_tiled(ptowsp_op_operand(loop, 1), &budget));
}

static ptowsp_walk_t list_loop(ptowsp_op_t *op, void *data) {
  rectangles_t *r = data;
  if (needs_hull(op)) ptowsp_vec_push(&r->hulls, ((hull_t){.loop = op, .last = -1, .known = true}));
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- which values

// The instances of an access that stay in the array: others do not happen in a correct program.
static isl_set *inside_array(const ptowsp_model_t *model, const ptowsp_access_t *access) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  isl_map *map = isl_map_copy(access->map);
  for (size_t d = 0; d < array->rank; d++) {
    unsigned at = (unsigned)(array->private_dims + d);
    if (array->shape[d] < 0) continue;
    isl_val *last = isl_val_int_from_si(isl_map_get_ctx(map), (long)array->shape[d] - 1);
    map = isl_map_lower_bound_si(map, isl_dim_out, at, 0);
    map = isl_map_upper_bound_val(map, isl_dim_out, at, last);
  }
  return isl_map_domain(map);
}

static size_t level_of(const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < stmt->depth; i++)
    if (stmt->loops[i] == loop) return i;
  return SIZE_MAX;
}

// The least or largest value of a dimension; false: there is none.
static bool extreme(const isl_set *values, size_t level, bool largest, int64_t *out_value) {
  isl_set *set = isl_set_copy((isl_set *)values);
  set = isl_set_project_out(set, isl_dim_param, 0, (unsigned)isl_set_dim(set, isl_dim_param));
  isl_local_space *space = isl_local_space_from_space(isl_set_get_space(set));
  isl_aff *at = isl_aff_var_on_domain(space, isl_dim_set, (unsigned)level);
  isl_val *val = largest ? isl_set_max_val(set, at) : isl_set_min_val(set, at);
  bool ok = ptowsp_isl_int(val, out_value);
  isl_aff_free(at);
  isl_set_free(set);
  return ok;
}

static void add_values(hull_t *hull, const ptowsp_stmt_t *stmt, isl_set *instances) {
  size_t level = level_of(stmt, hull->loop);
  isl_set *values = isl_set_apply(instances, isl_map_copy(stmt->values));
  int64_t first = 0, last = 0;
  if (isl_set_is_empty(values) != isl_bool_true) {
    bool empty = hull->first > hull->last;
    hull->known &= extreme(values, level, false, &first) && extreme(values, level, true, &last);
    if (empty || first < hull->first) hull->first = first;
    if (empty || last > hull->last) hull->last = last;
  }
  isl_set_free(values);
}

static void find_values(rectangles_t *r, ptowsp_op_t *nest) {
  ptowsp_context_t *context = ptowsp_op_context(nest);
  ptowsp_trial_t quiet = ptowsp_trial_begin(context);
  ptowsp_model_t *model = ptowsp_model_create(r->isl, &nest, 1, NULL);
  ptowsp_trial_end(context, &quiet);
  for (size_t h = 0; h < r->hulls.size; h++) {
    hull_t *hull = &r->hulls.data[h];
    hull->known &= model != NULL;
    for (size_t i = 0; hull->known && i < model->stmts.size; i++) {
      const ptowsp_stmt_t *stmt = &model->stmts.data[i];
      if (level_of(stmt, hull->loop) == SIZE_MAX) continue;
      isl_set *instances = isl_set_copy(stmt->domain);
      for (size_t k = 0; k < model->accesses.size; k++)
        if (model->accesses.data[k].stmt == i)
          instances = isl_set_intersect(instances, inside_array(model, &model->accesses.data[k]));
      add_values(hull, stmt, instances);
    }
  }
  ptowsp_model_destroy(model);
}

// ---------------------------------------------------------------- the loops' new form

// Puts what a body does under a condition; returns the block it is in then.
static ptowsp_block_t *guard(ptowsp_block_t *body, ptowsp_value_t *a, int64_t predicate,
                             ptowsp_value_t *b, ptowsp_loc_t loc) {
  ptowsp_op_t *first = ptowsp_block_first(body), *last = ptowsp_block_terminator(body);
  ptowsp_builder_t at = ptowsp_builder_before(first);
  at.loc = loc;
  ptowsp_value_t *holds = ptowsp_build_compare(&at, PTOWSP_OP_ARITH_CMPI, predicate, a, b);
  ptowsp_op_t *op = ptowsp_tile_build_if(&at, holds, "wsp.tile_guard");
  ptowsp_block_t *then = ptowsp_region_first(ptowsp_op_region(op, 0));
  while (first != last) {
    ptowsp_op_t *next = ptowsp_op_next(first);
    ptowsp_op_move_before(first, ptowsp_block_terminator(then));
    first = next;
  }
  return then;
}

// The body of the last of the loops to be cut that stand alone in one another: conditions there
// let all of them be cut together.
static ptowsp_block_t *guarded_body(ptowsp_op_t *loop) {
  for (ptowsp_op_t *inner; (inner = ptowsp_tile_only_loop(loop)) && ptowsp_tile_has_tiled(inner);)
    loop = inner;
  return ptowsp_op_body(loop);
}

// Loops that step by more than one from a place that moves count from 0.
static bool count_steps(const hull_t *hull, int64_t step) {
  ptowsp_op_t *loop = hull->loop;
  int64_t width, count;
  if (__builtin_sub_overflow(hull->last, hull->first, &width)) return false;
  count = width / step + 1;
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ptowsp_value_t *lower = ptowsp_op_operand(loop, 0), *upper = ptowsp_op_operand(loop, 1);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, 0));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, count));
  ptowsp_op_set_operand(loop, 2, ptowsp_build_index(&b, 1));
  b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(loop)));
  b.loc = ptowsp_op_loc(loop);
  ptowsp_value_t *by = ptowsp_build_index(&b, step);
  ptowsp_value_t *skipped = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULI, iv, by);
  ptowsp_value_t *value = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, lower, skipped);
  ptowsp_value_replace_all(iv, value);
  ptowsp_op_set_operand(ptowsp_value_op(skipped), 0, iv);
  ptowsp_block_t *body = guarded_body(loop);
  if (body == ptowsp_op_body(loop)) { // what the condition reads stays in front of it
    ptowsp_block_t *then = guard(body, value, PTOWSP_CMPI_SLT, upper, ptowsp_op_loc(loop));
    ptowsp_op_t *own[] = {ptowsp_value_op(by), ptowsp_value_op(skipped), ptowsp_value_op(value)};
    for (size_t i = 0; i < 3; i++)
      ptowsp_op_move_before(own[i], ptowsp_value_op(ptowsp_op_operand(ptowsp_block_op(then), 0)));
  } else {
    guard(body, value, PTOWSP_CMPI_SLT, upper, ptowsp_op_loc(loop));
  }
  return true;
}

// Moves the first value down so that the size divides what is above it: the condition is there
// anyway, and a grid without a remainder needs fewer kernels.
static int64_t align(ptowsp_op_t *loop, int64_t first, int64_t last) {
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
  int64_t rest = size > 0 ? (last - first + 1) % size : 0;
  return rest && first >= size - rest ? first - (size - rest) : first;
}

static void widen(const hull_t *hull) {
  ptowsp_op_t *loop = hull->loop;
  int64_t step = 1, lower_number, upper_number;
  ptowsp_value_t *lower = ptowsp_op_operand(loop, 0), *upper = ptowsp_op_operand(loop, 1);
  ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step);
  bool from_constant = ptowsp_value_constant(lower, &lower_number);
  bool to_constant = ptowsp_value_constant(upper, &upper_number);
  bool any = hull->first <= hull->last;
  if (any && step > 1 && !from_constant) {
    count_steps(hull, step);
    return;
  }
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  b.loc = ptowsp_op_loc(loop);
  int64_t first = step > 1 && from_constant ? lower_number : hull->first;
  if (any && !from_constant && to_constant) first = align(loop, first, hull->last);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, any ? first : 0));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, any ? hull->last + 1 : 0));
  if (!any) return;
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ptowsp_block_t *body = guarded_body(loop);
  if (!to_constant) body = guard(body, iv, PTOWSP_CMPI_SLT, upper, b.loc);
  if (!from_constant) guard(body, iv, PTOWSP_CMPI_SGE, lower, b.loc);
}

static bool is_outside(ptowsp_op_t *loop, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) op = ptowsp_block_op(ptowsp_value_block(value));
  return !ptowsp_op_is_ancestor(loop, op);
}

// Makes a condition the bound that it was.
static bool restore(ptowsp_op_t *loop, ptowsp_op_t *op) {
  ptowsp_op_t *compare = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (!ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPI) ||
      ptowsp_op_operand(compare, 0) != ptowsp_block_arg(ptowsp_op_body(loop), 0) ||
      !is_outside(loop, ptowsp_op_operand(compare, 1)))
    return false;
  bool upper = ptowsp_op_attr_int(compare, "predicate", PTOWSP_CMPI_EQ) == PTOWSP_CMPI_SLT;
  ptowsp_op_set_operand(loop, upper ? 1 : 0, ptowsp_op_operand(compare, 1));
  ptowsp_tile_unwrap_if(op);
  return true;
}

static ptowsp_walk_t list_guard(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_attr(op, "wsp.tile_guard")) ptowsp_vec_push((tile_ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_tile_restore_bounds(ptowsp_op_t *workload) {
  tile_ops_t guards = {0};
  ptowsp_walk_pre(workload, list_guard, &guards);
  for (size_t i = 0; i < guards.size; i++) {
    ptowsp_op_t *loop = guards.data[i];
    while (loop && !ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR)) loop = ptowsp_op_parent(loop);
    if (!ptowsp_tile_has_tiled(loop)) restore(loop, guards.data[i]);
  }
  ptowsp_vec_deinit(&guards);
}

void ptowsp_tile_rectangles(ptowsp_op_t *workload, isl_ctx *isl) {
  ptowsp_block_each(ptowsp_op_body(workload), nest) {
    rectangles_t r = {.isl = isl};
    if (ptowsp_tile_has_tiled(nest)) ptowsp_walk_pre(nest, list_loop, &r);
    if (r.hulls.size) find_values(&r, nest);
    for (size_t i = 0; i < r.hulls.size; i++)
      if (r.hulls.data[i].known && r.hulls.data[i].last < INT32_MAX) widen(&r.hulls.data[i]);
    ptowsp_vec_deinit(&r.hulls);
  }
}
