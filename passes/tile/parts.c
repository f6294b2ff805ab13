// Tile loops cut into parts whose tiles meet conditions alike.
//
//   for yt in 0..64 step 8                    for yt in 0..8 step 8     (yt is 0)
//     for y in yt..yt+8                         for y in 0..8 if (y == 0) A(y); else B(y);
//       if (y == 0) A(y); else B(y);     →    for yt in 8..64 step 8
//                                               for y in yt..yt+8 B(y);
//
// Where a tile begins would be an argument of its kernel else, on which conditions in it depend;
// nothing is known of them there. Now each kind of tile has a kernel: the first ones, those inside,
// the last ones. Where bounds of loops inside depend on it, as in triangles, each tile has one, if
// there are few. The order of all that is done stays.
#include <isl/set.h>
#include <isl/val.h>
#include <stdlib.h>

#include "../cut_loops.h"
#include "tile.h"

enum { MAX_DEPTH = 12, DEPTH = 6, MAX_ALONE = 4, MAX_EACH = 8, MAX_PARTS = 64 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef struct {
  isl_ctx *isl;
  ptowsp_op_t *root;
  size_t parts; // made so far
} parts_t;

// ---------------------------------------------------------------- comparisons

// Whether a value is computed from the loop's variable, or counts from there, not from memory.
static bool depends(ptowsp_value_t *value, const ptowsp_op_t *loop, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) {
    op = ptowsp_block_op(ptowsp_value_block(value));
    if (op == loop || !depth || !ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return op == loop;
    return depends(ptowsp_op_operand(op, 0), loop, depth - 1);
  }
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return false;
  for (size_t i = 0; depth && i < ptowsp_op_operand_count(op); i++)
    if (depends(ptowsp_op_operand(op, i), loop, depth - 1)) return true;
  return false;
}

// Whether whole tiles are under the comparison.
static bool is_of_tiles(const ptowsp_op_t *compare) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(compare, 0)); use;
       use = ptowsp_use_next(use))
    if (ptowsp_op_attr(ptowsp_use_op(use), "wsp.tile_if")) return true;
  return false;
}

// ---------------------------------------------------------------- where to cut

static cut_points_t cut_points(void) {
  return (cut_points_t){.limit = PTOWSP_COUNTOF(((cut_points_t *)NULL)->at)};
}

static ptowsp_walk_t find_compare(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static int64_t end_of(isl_set *set, bool least) {
  isl_val *val = ptowsp_set_end(set, least);
  int64_t value = isl_val_get_num_si(val);
  isl_val_free(val);
  return value;
}

// The tiles of a loop: where they begin.
typedef struct {
  int64_t lower, upper, step;
  isl_set *all;
} tiles_t;

// Cuts in front of and behind a run of tiles; false: the set is no run.
static bool cut_around(cut_points_t *cuts, const tiles_t *tiles, isl_set *set) {
  if (isl_set_is_empty(set) == isl_bool_true) return true;
  int64_t first = end_of(set, true), last = end_of(set, false);
  isl_set *run = isl_set_copy(tiles->all);
  run = isl_set_lower_bound_si(run, isl_dim_set, 0, (int)first);
  run = isl_set_upper_bound_si(run, isl_dim_set, 0, (int)last);
  bool is_run = isl_set_is_equal(run, set) == isl_bool_true;
  isl_set_free(run);
  if (!is_run) return false;
  if (first > tiles->lower) ptowsp_add_cut(cuts, first);
  if (last + tiles->step < tiles->upper) ptowsp_add_cut(cuts, last + tiles->step);
  return true;
}

static isl_stat visit_tile(isl_point *point, void *data) {
  isl_val *val = isl_point_get_coordinate_val(point, isl_dim_set, 0);
  ptowsp_add_cut(data, isl_val_get_num_si(val));
  isl_val_free(val);
  isl_point_free(point);
  return isl_stat_ok;
}

// Tiles with points where the condition holds and others where it does not are parts each.
static bool cut_alone(cut_points_t *cuts, const tiles_t *tiles, isl_set *mixed) {
  if (isl_set_is_empty(mixed) == isl_bool_true) return true;
  cut_points_t own = cut_points();
  isl_val *count = isl_set_count_val(mixed);
  bool ok = isl_val_is_int(count) == isl_bool_true && isl_val_cmp_si(count, MAX_ALONE) <= 0;
  isl_val_free(count);
  if (ok) isl_set_foreach_point(mixed, visit_tile, &own);
  for (size_t i = 0; ok && i < own.count; i++) {
    if (own.at[i] > tiles->lower) ptowsp_add_cut(cuts, own.at[i]);
    if (own.at[i] + tiles->step < tiles->upper) ptowsp_add_cut(cuts, own.at[i] + tiles->step);
  }
  return ok;
}

// Where the tiles begin that one loop's values in a set of all loops' belong to.
static isl_set *tiles_of(isl_set *set, size_t depth, size_t dim, const tiles_t *tiles) {
  unsigned params = (unsigned)isl_set_dim(set, isl_dim_param);
  set = isl_set_project_out(set, isl_dim_set, (unsigned)dim + 1, (unsigned)(depth - dim - 1));
  set = isl_set_project_out(set, isl_dim_set, 0, (unsigned)dim);
  set = isl_set_project_out(set, isl_dim_param, 0, params);
  isl_ctx *isl = isl_set_get_ctx(set);
  isl_val *lower = isl_val_int_from_si(isl, (long)tiles->lower);
  isl_val *span = isl_val_int_from_si(isl, (long)tiles->step);
  isl_local_space *space = isl_local_space_from_space(isl_set_get_space(set));
  isl_aff *begin = isl_aff_var_on_domain(space, isl_dim_set, 0);
  begin = isl_aff_add_constant_val(begin, isl_val_neg(isl_val_copy(lower)));
  begin = isl_aff_floor(isl_aff_scale_down_val(begin, isl_val_copy(span)));
  begin = isl_aff_add_constant_val(isl_aff_scale_val(begin, span), lower);
  return isl_set_coalesce(isl_set_apply(set, isl_map_from_aff(begin)));
}

// Cuts where the tiles change that have points of one outcome, of the other, or of both.
static bool cut_between(cut_points_t *cuts, const tiles_t *tiles, isl_set *holds, isl_set *fails) {
  isl_set *mixed = isl_set_intersect(isl_set_copy(holds), isl_set_copy(fails));
  isl_set *only = isl_set_subtract(isl_set_copy(holds), isl_set_copy(mixed));
  isl_set *others = isl_set_subtract(isl_set_copy(fails), isl_set_copy(mixed));
  cut_points_t own = *cuts;
  bool ok = cut_alone(&own, tiles, mixed) &&
            (cut_around(&own, tiles, only) || cut_around(&own, tiles, others)) && !own.too_many;
  if (ok) *cuts = own;
  isl_set_free(mixed);
  isl_set_free(only);
  isl_set_free(others);
  return ok;
}

// Finds where to cut so that few tiles know not at once what a comparison in the loop says; false:
// there is no such place.
static bool find_cuts(const parts_t *p, ptowsp_op_t *loop, ptowsp_op_t *compare,
                      const tiles_t *tiles, cut_points_t *cuts) {
  ptowsp_op_t *loops[MAX_DEPTH];
  size_t depth = ptowsp_loops_around(compare, p->root, loops, MAX_DEPTH), dim = 0;
  if (depth > MAX_DEPTH) return false;
  while (dim < depth && loops[dim] != loop) dim++;
  if (dim == depth) return false;
  isl_set *holds = ptowsp_condition(p->isl, ptowsp_op_result(compare, 0), loops, depth);
  if (!holds) return false;
  isl_set *domain = ptowsp_loops_domain(p->isl, loops, depth);
  domain = isl_set_align_params(domain, isl_set_get_space(holds));
  holds = isl_set_align_params(holds, isl_set_get_space(domain));
  isl_set *fails = isl_set_subtract(isl_set_copy(domain), isl_set_copy(holds));
  holds = tiles_of(isl_set_intersect(holds, domain), depth, dim, tiles);
  fails = tiles_of(fails, depth, dim, tiles);
  bool ok = cut_between(cuts, tiles, holds, fails);
  isl_set_free(holds);
  isl_set_free(fails);
  return ok;
}

static ptowsp_walk_t find_bound(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || op == data || ptowsp_tile_is_shifted(op))
    return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < 2; i++)
    if (depends(ptowsp_op_operand(op, i), data, DEPTH)) return PTOWSP_WALK_INTERRUPT;
  return PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_moves_bounds(ptowsp_op_t *loop) {
  return !ptowsp_walk_pre(loop, find_bound, loop);
}

// Cuts between all tiles; false: they are many.
static bool cut_each(cut_points_t *cuts, const tiles_t *tiles) {
  if ((tiles->upper - tiles->lower - 1) / tiles->step >= MAX_EACH) return false;
  for (int64_t at = tiles->lower + tiles->step; at < tiles->upper; at += tiles->step)
    ptowsp_add_cut(cuts, at);
  return true;
}

// Finds where to cut for all comparisons, or for bounds; false: it does not help with one of them.
static bool find_all_cuts(const parts_t *p, ptowsp_op_t *loop, tiles_t *tiles, cut_points_t *cuts) {
  ops_t compares = {0};
  bool all = true;
  if (ptowsp_tile_moves_bounds(loop)) return cut_each(cuts, tiles);
  tiles->all = tiles_of(ptowsp_loops_domain(p->isl, &loop, 1), 1, 0, tiles);
  ptowsp_walk_pre(loop, find_compare, &compares);
  for (size_t i = 0; i < compares.size; i++)
    if (depends(ptowsp_op_operand(compares.data[i], 0), loop, DEPTH) ||
        depends(ptowsp_op_operand(compares.data[i], 1), loop, DEPTH))
      all = (is_of_tiles(compares.data[i]) || find_cuts(p, loop, compares.data[i], tiles, cuts)) &&
            all;
  ptowsp_vec_deinit(&compares);
  isl_set_free(tiles->all);
  return all;
}

bool ptowsp_tile_has_kinds(isl_ctx *isl, ptowsp_op_t *nest, ptowsp_op_t *loop, int64_t size) {
  cut_points_t cuts = cut_points();
  tiles_t tiles;
  parts_t p = {.isl = isl, .root = ptowsp_op_parent(nest)};
  if (!ptowsp_loop_range(loop, &tiles.lower, &tiles.upper, &tiles.step) || size > INT32_MAX)
    return false;
  tiles.step *= size;
  return find_all_cuts(&p, loop, &tiles, &cuts);
}

// ---------------------------------------------------------------- parts

// A loop of one tile: its variable is a number.
static void fix(ptowsp_op_t *loop) {
  int64_t lower = 0, upper = 0, step = 0;
  if (!ptowsp_loop_range(loop, &lower, &upper, &step) || upper - lower > step) return;
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
  ptowsp_value_replace_all(ptowsp_block_arg(body, 0), ptowsp_build_index(&b, lower));
  ptowsp_stop_loops(loop);
}

static void divide_block(parts_t *p, ptowsp_block_t *block);

static void divide(parts_t *p, ptowsp_op_t *loop) {
  cut_points_t cuts = cut_points();
  loop_parts_t parts = {0};
  tiles_t tiles;
  if (ptowsp_loop_range(loop, &tiles.lower, &tiles.upper, &tiles.step))
    find_all_cuts(p, loop, &tiles, &cuts);
  if (p->parts + cuts.count > MAX_PARTS) cuts.count = 0;
  p->parts += cuts.count;
  ptowsp_cut_loop_at(loop, &cuts, &parts);
  for (size_t i = 0; i < parts.size; i++) {
    fix(parts.data[i]);
    ptowsp_decide_conditions(p->isl, p->root, parts.data[i]);
    divide_block(p, ptowsp_op_body(parts.data[i]));
  }
  ptowsp_vec_deinit(&parts);
}

static void divide_block(parts_t *p, ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_first(block), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.tile_parts")) {
      ptowsp_op_set_attr(op, "wsp.tile_parts", NULL);
      divide(p, op);
      continue;
    }
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) divide_block(p, inner);
    }
  }
}

void ptowsp_tile_divide_kinds(ptowsp_op_t *workload, isl_ctx *isl) {
  parts_t p = {.isl = isl, .root = workload};
  divide_block(&p, ptowsp_op_body(workload));
}
