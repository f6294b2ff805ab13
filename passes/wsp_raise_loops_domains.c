// Loop domains of the scalar program, before it is raised: conditions on loops' variables become
// loops of their own, and bounds that depend on other loops become conditions.
//
//   for i in 0..64                          for i in 0..1
//     if (i == 0) A(i); else B(i);    →       A(i);
//                                           for i in 1..64
//                                             B(i);
//
//   for j in 0..i                     →     for j in 0..64
//     A(i, j)                                 if (j < i) A(i, j)
//
//   for j in 0..n   (an argument)     →     for j in 0..64
//     y[j] = B(j)   (float y[64])             if (j < n) y[j] = B(j)
//
// The order of all that is done stays.
#include <isl/ilp.h>
#include <isl/local_space.h>
#include <isl/set.h>
#include <isl/val.h>
#include <stdlib.h>

#include "ptowsp/fold.h"
#include "wsp_raise_loops.h"

enum { MAX_CUTS = 3, MAX_PIECES = 64 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

// ---------------------------------------------------------------- simplification

static void inline_region(ptowsp_op_t *op, bool holds) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, holds ? 0 : 1));
  ptowsp_op_t *end = block ? ptowsp_block_terminator(block) : NULL;
  for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL, *next = NULL;
       inner && inner != end; inner = next) {
    next = ptowsp_op_next(inner);
    ptowsp_op_move_before(inner, op);
  }
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_operand(end, i));
  ptowsp_op_erase(op);
}

static bool fold(ptowsp_op_t *op) {
  ptowsp_fold_t folded = {0};
  if (ptowsp_op_result_count(op) != 1 || !ptowsp_value_has_uses(ptowsp_op_result(op, 0)))
    return false;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) || !ptowsp_op_fold(op, &folded)) return false;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *value = folded.value ? folded.value : ptowsp_build_constant(&b, folded.constant);
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), value);
  return true;
}

// Follows what is constant, and takes the side of each condition that is known.
static void simplify(ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_first(block), *next = NULL; op; op = next) {
    int64_t holds = 0;
    next = ptowsp_op_next(op);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF) &&
        ptowsp_value_constant(ptowsp_op_operand(op, 0), &holds)) {
      ptowsp_op_t *before = ptowsp_op_previous(op);
      inline_region(op, holds != 0);
      next = before ? ptowsp_op_next(before) : ptowsp_block_first(block);
      continue;
    }
    fold(op);
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) simplify(inner);
    }
  }
}

// ---------------------------------------------------------------- conditions that are known

static ptowsp_walk_t visit_compare(ptowsp_op_t *op, void *data) {
  ops_t *compares = data;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) ptowsp_vec_push(compares, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether a comparison is the same for all values of the loops around it: 0 or 1, else -1.
static int known_outcome(raise_t *r, ptowsp_op_t *compare) {
  int known = -1;
  raise_place_t place;
  if (!raise_find_loops(r, compare, &place) ||
      ptowsp_comparison_known(compare, place.loops, place.depth, &known))
    return known;
  isl_set *holds = ptowsp_condition(r->isl, ptowsp_op_result(compare, 0), place.loops, place.depth);
  if (!holds) return -1;
  isl_set *domain = ptowsp_loops_domain(r->isl, place.loops, place.depth);
  isl_set *fails = isl_set_subtract(isl_set_copy(domain), isl_set_copy(holds));
  holds = isl_set_intersect(holds, domain);
  if (isl_set_is_empty(fails) == isl_bool_true)
    known = 1;
  else if (isl_set_is_empty(holds) == isl_bool_true)
    known = 0;
  isl_set_free(fails);
  isl_set_free(holds);
  return known;
}

static bool decide(raise_t *r, ptowsp_op_t *compare) {
  int known = known_outcome(r, compare);
  if (known < 0) return false;
  ptowsp_builder_t b = ptowsp_builder_before(compare);
  ptowsp_value_replace_all(ptowsp_op_result(compare, 0),
                           ptowsp_build_constant(&b, ptowsp_attr_bool(r->context, known)));
  return true;
}

static void decide_all(raise_t *r, ptowsp_op_t *root) {
  ops_t compares = {0};
  bool any = false;
  ptowsp_walk_pre(root, visit_compare, &compares);
  for (size_t i = 0; i < compares.size; i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(compares.data[i], 0)))
      any = decide(r, compares.data[i]) || any;
  ptowsp_vec_deinit(&compares);
  if (any) simplify(ptowsp_op_body(root));
}

// ---------------------------------------------------------------- cuts

typedef struct {
  int64_t at[MAX_CUTS];
  size_t count;
  bool too_many;
} cuts_t;

static void add_cut(cuts_t *cuts, int64_t at, int64_t lower, int64_t upper) {
  if (at <= lower || at >= upper) return;
  size_t i = 0;
  while (i < cuts->count && cuts->at[i] < at) i++;
  if (i < cuts->count && cuts->at[i] == at) return;
  if (cuts->count == MAX_CUTS) {
    cuts->too_many = true;
    return;
  }
  for (size_t j = cuts->count++; j > i; j--) cuts->at[j] = cuts->at[j - 1];
  cuts->at[i] = at;
}

// The least or the greatest element of a set of numbers. NULL: there is none.
static isl_val *end_of(isl_set *set, bool least) {
  isl_local_space *space = isl_local_space_from_space(isl_set_get_space(set));
  isl_aff *itself = isl_aff_var_on_domain(space, isl_dim_set, 0);
  isl_val *value = least ? isl_set_min_val(set, itself) : isl_set_max_val(set, itself);
  isl_aff_free(itself);
  return value;
}

static int64_t take_int(isl_val *val) {
  int64_t value = isl_val_get_num_si(val);
  isl_val_free(val);
  return value;
}

typedef struct {
  cuts_t *cuts;
  int64_t lower, upper;
} range_t;

static isl_stat visit_part(isl_basic_set *part, void *data) {
  range_t *range = data;
  isl_set *set = isl_set_from_basic_set(part);
  int64_t first = take_int(end_of(set, true));
  int64_t last = take_int(end_of(set, false));
  isl_set *whole = isl_set_universe(isl_set_get_space(set));
  whole = isl_set_lower_bound_si(whole, isl_dim_set, 0, (int)first);
  whole = isl_set_upper_bound_si(whole, isl_dim_set, 0, (int)last);
  if (isl_set_is_equal(set, whole) == isl_bool_true) {
    add_cut(range->cuts, first, range->lower, range->upper);
    add_cut(range->cuts, last + 1, range->lower, range->upper);
  } else {
    range->cuts->too_many = true; // every second one, say
  }
  isl_set_free(set);
  isl_set_free(whole);
  return isl_stat_ok;
}

// Where a comparison of the loop's variable with a constant changes its outcome.
static void find_cuts(raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *compare, range_t *range) {
  int known = -1;
  if (ptowsp_comparison_known(compare, &loop, 1, &known) && known >= 0) return;
  isl_set *set = ptowsp_condition(r->isl, ptowsp_op_result(compare, 0), &loop, 1);
  if (!set) return;
  set = isl_set_lower_bound_si(set, isl_dim_set, 0, (int)range->lower);
  set = isl_set_upper_bound_si(set, isl_dim_set, 0, (int)range->upper - 1);
  unsigned params = (unsigned)isl_set_dim(set, isl_dim_param);
  cuts_t own = {0};
  range_t inner = {&own, range->lower, range->upper};
  if (isl_set_involves_dims(set, isl_dim_param, 0, params) == isl_bool_false &&
      isl_set_is_empty(set) == isl_bool_false) {
    set = isl_set_coalesce(set);
    isl_set_foreach_basic_set(set, visit_part, &inner);
  }
  isl_set_free(set);
  for (size_t i = 0; !own.too_many && i < own.count; i++)
    add_cut(range->cuts, own.at[i], range->lower, range->upper);
}

static bool constant_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper) {
  enum { LIMIT = 1 << 30 };
  int64_t step = 0;
  return ptowsp_value_constant(ptowsp_op_operand(loop, 0), out_lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), out_upper) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) && step == 1 &&
         *out_lower > -LIMIT && *out_upper < LIMIT && *out_lower < *out_upper &&
         ptowsp_op_result_count(loop) == 0;
}

static void set_range(ptowsp_op_t *loop, int64_t lower, int64_t upper) {
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, lower));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, upper));
}

void raise_cut_loop(ptowsp_op_t *loop, int64_t at) {
  ptowsp_op_t *front = ptowsp_op_clone(loop, NULL);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_move_before(front, loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, at));
  b = ptowsp_builder_before(front);
  ptowsp_op_set_operand(front, 1, ptowsp_build_index(&b, at));
}

static void cut_block(raise_t *r, ptowsp_block_t *block, size_t *pieces);

// Cuts a loop where the conditions in it change, and follows them in each piece.
static void cut(raise_t *r, ptowsp_op_t *loop, size_t *pieces) {
  cuts_t cuts = {0};
  range_t range = {.cuts = &cuts};
  ops_t compares = {0};
  if (constant_range(loop, &range.lower, &range.upper)) {
    ptowsp_walk_pre(loop, visit_compare, &compares);
    for (size_t i = 0; i < compares.size; i++)
      if (ptowsp_value_has_uses(ptowsp_op_result(compares.data[i], 0)))
        find_cuts(r, loop, compares.data[i], &range);
  }
  ptowsp_vec_deinit(&compares);
  if (cuts.too_many || *pieces + cuts.count > MAX_PIECES) cuts.count = 0;
  *pieces += cuts.count;
  ops_t parts = {0};
  ptowsp_op_t *before = ptowsp_op_previous(loop);
  for (size_t i = 0; i < cuts.count; i++) raise_cut_loop(loop, cuts.at[i]);
  ptowsp_op_t *part = before ? ptowsp_op_next(before) : ptowsp_block_first(ptowsp_op_block(loop));
  for (; part; part = part == loop ? NULL : ptowsp_op_next(part))
    if (ptowsp_op_is(part, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push(&parts, part);
  for (size_t i = 0; i < parts.size; i++) {
    if (cuts.count) decide_all(r, parts.data[i]);
    cut_block(r, ptowsp_op_body(parts.data[i]), pieces);
  }
  ptowsp_vec_deinit(&parts);
}

static void cut_block(raise_t *r, ptowsp_block_t *block, size_t *pieces) {
  for (ptowsp_op_t *op = ptowsp_block_first(block), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
      cut(r, op, pieces);
      continue;
    }
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) cut_block(r, inner, pieces);
    }
  }
}

void raise_cut_loops(raise_t *r) {
  size_t pieces = 0;
  decide_all(r, r->scalar);
  cut_block(r, ptowsp_op_body(r->scalar), &pieces);
}

// ---------------------------------------------------------------- bounds

// The least (or greatest) value of a bound over all values of the loops around it.
static bool extreme(raise_t *r, ptowsp_value_t *bound, const raise_place_t *place, bool least,
                    int64_t *out_value) {
  isl_pw_aff *form = ptowsp_affine(r->isl, bound, place->loops, place->depth);
  if (!form) return false;
  form = isl_pw_aff_intersect_domain(form, isl_set_copy(place->domain));
  isl_set *values = isl_map_range(isl_map_from_pw_aff(form));
  bool ok = isl_set_involves_dims(values, isl_dim_param, 0,
                                  (unsigned)isl_set_dim(values, isl_dim_param)) == isl_bool_false;
  isl_val *value = ok ? end_of(values, least) : NULL;
  ok = value && isl_val_is_int(value) == isl_bool_true;
  if (ok) *out_value = isl_val_get_num_si(value);
  isl_val_free(value);
  isl_set_free(values);
  return ok;
}

static bool has_constant_extent(raise_t *r, ptowsp_op_t *loop, const raise_place_t *place) {
  isl_pw_aff *lower = ptowsp_affine(r->isl, ptowsp_op_operand(loop, 0), place->loops, place->depth);
  isl_pw_aff *upper = ptowsp_affine(r->isl, ptowsp_op_operand(loop, 1), place->loops, place->depth);
  isl_pw_aff *extent = lower && upper ? isl_pw_aff_sub(upper, lower) : NULL;
  if (!extent) {
    isl_pw_aff_free(lower);
    isl_pw_aff_free(upper);
    return false;
  }
  bool constant = isl_pw_aff_is_cst(extent) == isl_bool_true;
  isl_pw_aff_free(extent);
  return constant;
}

// What the body of the loop does, where the variable is within the bounds.
static ptowsp_op_t *guard_body(raise_t *r, ptowsp_op_t *loop, ptowsp_value_t *lower,
                               ptowsp_value_t *upper) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_op_t *first = ptowsp_block_first(body), *end = ptowsp_block_terminator(body);
  ptowsp_builder_t b = ptowsp_builder_before(first);
  b.loc = ptowsp_op_loc(loop);
  ptowsp_value_t *iv = ptowsp_block_arg(body, 0), *both = NULL;
  for (size_t i = 0; i < 2; i++) {
    enum { SLT = 2, SGE = 5 };
    ptowsp_value_t *operands[] = {iv, i == 0 ? lower : upper};
    ptowsp_type_t truth = ptowsp_type_i(r->context, 1);
    ptowsp_op_state_t state = {.id = PTOWSP_OP_ARITH_CMPI,
                               .operands = operands,
                               .operand_count = 2,
                               .result_types = &truth,
                               .result_count = 1};
    ptowsp_op_t *compare = ptowsp_build(&b, &state);
    ptowsp_op_set_attr(compare, "predicate", ptowsp_attr_i64(r->context, i == 0 ? SGE : SLT));
    ptowsp_op_set_attr(compare, "wsp.bound", ptowsp_attr_i64(r->context, i));
    ptowsp_value_t *one = ptowsp_op_result(compare, 0);
    both = both ? ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ANDI, both, one) : one;
  }
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_SCF_IF, .operands = &both, .operand_count = 1, .region_count = 2};
  ptowsp_op_t *guard = ptowsp_build(&b, &state);
  ptowsp_block_t *inside = ptowsp_block_create(ptowsp_op_region(guard, 0));
  ptowsp_builder_t in = ptowsp_builder_at_end(inside, ptowsp_op_loc(loop));
  for (ptowsp_op_t *op = first, *next = NULL; op && op != end; op = next) {
    next = ptowsp_op_next(op);
    ptowsp_op_move_to_end(op, inside);
  }
  ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD};
  ptowsp_build(&in, &yield);
  return guard;
}

static ptowsp_walk_t visit_access(ptowsp_op_t *op, void *data) {
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  return access && !raise_is_safe(data, op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t visit_bounds(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  int64_t least = 0, most = 0, step = 0;
  raise_place_t place;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op))
    return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) || step != 1)
    return PTOWSP_WALK_ADVANCE;
  if (!raise_find_place(r, op, &place)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *lower = ptowsp_op_operand(op, 0), *upper = ptowsp_op_operand(op, 1);
  if (place.depth && !has_constant_extent(r, op, &place) &&
      extreme(r, lower, &place, true, &least) && extreme(r, upper, &place, false, &most)) {
    set_range(op, least, most);
    if (ptowsp_walk_pre(op, visit_access, r)) {
      guard_body(r, op, lower, upper);
    } else {
      ptowsp_op_set_operand(op, 0, lower);
      ptowsp_op_set_operand(op, 1, upper);
    }
  }
  isl_set_free(place.domain);
  return PTOWSP_WALK_ADVANCE;
}

void raise_square_bounds(raise_t *r) {
  ptowsp_walk_pre(r->scalar, visit_bounds, r);
  decide_all(r, r->scalar); // one of two bounds is often constant
}

ptowsp_op_t *raise_bound_of(ptowsp_op_t *loop, size_t bound) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op; op = ptowsp_op_next(op))
    if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) &&
        ptowsp_op_attr_int(op, "wsp.bound", -1) == (int64_t)bound &&
        ptowsp_op_operand(op, 0) == ptowsp_block_arg(body, 0) &&
        ptowsp_value_has_uses(ptowsp_op_result(op, 0)))
      return op;
  return NULL;
}

// ---------------------------------------------------------------- bounds from arguments

// The values of a loop's variable for which all is touched that each iteration touches.
typedef struct {
  raise_t *r;
  ptowsp_op_t *loop;
  int64_t least, most; // the last one
} reach_t;

// The values for which one subscript lies within its array.
static void limit(reach_t *reach, ptowsp_op_t *access, size_t dim, const raise_place_t *place) {
  isl_set *set = raise_within(reach->r, access, dim, place);
  size_t at = 0;
  while (at < place->depth && place->loops[at] != reach->loop) at++;
  if (!set || at == place->depth) {
    isl_set_free(set);
    return;
  }
  set = isl_set_intersect(set, isl_set_copy(place->domain));
  set = isl_set_project_out(set, isl_dim_param, 0, (unsigned)isl_set_dim(set, isl_dim_param));
  set = isl_set_project_out(set, isl_dim_set, (unsigned)at + 1, (unsigned)(place->depth - at - 1));
  set = isl_set_project_out(set, isl_dim_set, 0, (unsigned)at);
  isl_val *first = end_of(set, true), *last = end_of(set, false);
  if (first && isl_val_is_int(first) == isl_bool_true) {
    int64_t value = isl_val_get_num_si(first);
    if (value > reach->least) reach->least = value;
  }
  if (last && isl_val_is_int(last) == isl_bool_true) {
    int64_t value = isl_val_get_num_si(last);
    if (value < reach->most) reach->most = value;
  }
  isl_val_free(first);
  isl_val_free(last);
  isl_set_free(set);
}

// What is done in every iteration, whatever the data.
static void find_reach(reach_t *reach, ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_first(block); op; op = ptowsp_op_next(op)) {
    int64_t lower = 0, upper = 0;
    raise_place_t place;
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && constant_range(op, &lower, &upper))
      find_reach(reach, ptowsp_op_body(op));
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE))
      continue;
    if (!raise_find_place(reach->r, op, &place)) continue;
    for (size_t i = 0; i < raise_rank(op); i++) limit(reach, op, i, &place);
    isl_set_free(place.domain);
  }
}

static bool reaches(raise_t *r, ptowsp_op_t *loop, reach_t *out_reach) {
  enum { LIMIT = 1 << 30, MOST = 1 << 16 };
  reach_t reach = {.r = r, .loop = loop, .least = -LIMIT, .most = LIMIT};
  find_reach(&reach, ptowsp_op_body(loop));
  *out_reach = reach;
  return reach.least > -LIMIT && reach.most < LIMIT && reach.least <= reach.most &&
         reach.most - reach.least < MOST;
}

// The value of an index where the variable is 0, computed in front of the loop; NULL: it is not
// computed from what is known there.
static ptowsp_value_t *at_zero(ptowsp_op_t *loop, ptowsp_value_t *index, int depth) {
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_t *op = ptowsp_value_op(index);
  if (index == ptowsp_block_arg(ptowsp_op_body(loop), 0)) return ptowsp_build_index(&b, 0);
  if (!op || !ptowsp_op_is_ancestor(loop, op)) return index;
  bool pure = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op);
  if (!pure || depth == 0) return NULL;
  ptowsp_op_t *copy = ptowsp_op_clone(op, NULL);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = at_zero(loop, ptowsp_op_operand(op, i), depth - 1);
    if (!operand) {
      ptowsp_op_erase(copy);
      return NULL;
    }
    ptowsp_op_set_operand(copy, i, operand);
  }
  ptowsp_op_move_before(copy, loop);
  return ptowsp_op_result(copy, 0);
}

// Whether an index is the loop's variable and something that does not vary with the loop.
static bool is_shifted(raise_t *r, ptowsp_op_t *loop, ptowsp_value_t *index) {
  raise_place_t place;
  bool found = false;
  if (!raise_find_place(r, ptowsp_block_terminator(ptowsp_op_body(loop)), &place)) return false;
  unsigned at = (unsigned)place.depth - 1;
  isl_pw_aff *form = ptowsp_affine(r->isl, index, place.loops, place.depth);
  ptowsp_value_t *variable = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  isl_pw_aff *own = form ? ptowsp_affine(r->isl, variable, place.loops, place.depth) : NULL;
  if (own) {
    isl_pw_aff *rest = isl_pw_aff_sub(form, own);
    found = isl_pw_aff_involves_dims(rest, isl_dim_in, at, 1) == isl_bool_false &&
            isl_pw_aff_is_cst(rest) == isl_bool_false;
    isl_pw_aff_free(rest);
  }
  isl_set_free(place.domain);
  return found;
}

// Lets the variable be the first subscript that differs from it by something that is constant in
// the loop.
//
//   for j in 0..n-i { x[i + j] }     →     for j in i..n { x[j] }
static bool shift(raise_t *r, ptowsp_op_t *loop) {
  enum { DEPTH = 12 };
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_value_t *by = NULL, *variable = ptowsp_block_arg(body, 0);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op && !by; op = ptowsp_op_next(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE))
      continue;
    size_t rank = raise_rank(op), first = ptowsp_op_operand_count(op) - rank;
    for (size_t i = 0; i < rank && !by; i++)
      if (is_shifted(r, loop, ptowsp_op_operand(op, first + i)))
        by = at_zero(loop, ptowsp_op_operand(op, first + i), DEPTH);
  }
  if (!by) return false;
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  for (size_t i = 0; i < 2; i++) {
    ptowsp_value_t *bound = ptowsp_op_operand(loop, i);
    ptowsp_op_set_operand(loop, i, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, bound, by));
  }
  b = ptowsp_builder_before(ptowsp_block_first(body));
  ptowsp_value_t *before = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, variable, by);
  ptowsp_value_replace_all(variable, before);
  ptowsp_op_set_operand(ptowsp_value_op(before), 0, variable);
  return true;
}

static ptowsp_walk_t visit_dynamic(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  int64_t step = 0, lower = 0, upper = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op))
    return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) || step != 1)
    return PTOWSP_WALK_ADVANCE;
  if (ptowsp_value_constant(ptowsp_op_operand(op, 0), &lower) &&
      ptowsp_value_constant(ptowsp_op_operand(op, 1), &upper))
    return PTOWSP_WALK_ADVANCE;
  reach_t reach;
  if (!reaches(r, op, &reach) && !(shift(r, op) && reaches(r, op, &reach)))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *from = ptowsp_op_operand(op, 0), *to = ptowsp_op_operand(op, 1);
  set_range(op, reach.least, reach.most + 1);
  guard_body(r, op, from, to);
  return PTOWSP_WALK_ADVANCE;
}

void raise_square_arguments(raise_t *r) { ptowsp_walk_pre(r->scalar, visit_dynamic, r); }

// ---------------------------------------------------------------- splitting

static ptowsp_value_t *as_index(void *data, ptowsp_value_t *param) {
  ptowsp_type_t index = ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(param)));
  if (ptowsp_value_type(param) == index) return param;
  return ptowsp_build_cast(data, PTOWSP_OP_ARITH_INDEX_CAST, param, index);
}

//   for j in L..U { A }     →     for j in L..U { if (j < v) A }
//                                 for j in L..U { if (j == v) A }
//                                 for j in L..U { if (j > v) A }
bool raise_split_loop(raise_t *r, ptowsp_op_t *loop, isl_aff *at) {
  enum { MOST = 12 };
  int64_t lower = 0, upper = 0, number = 0;
  if (!constant_range(loop, &lower, &upper) || r->splits++ >= MOST) return false;
  if (raise_is_number(at, &number)) {
    if (number < lower || number >= upper || upper - lower == 1) return false;
    if (number + 1 < upper) raise_cut_loop(loop, number + 1);
    ptowsp_op_t *front = number + 1 < upper ? ptowsp_op_previous(loop) : loop;
    while (!ptowsp_op_is(front, PTOWSP_OP_SCF_FOR)) front = ptowsp_op_previous(front);
    if (number > lower) raise_cut_loop(front, number);
    return true;
  }
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *from = ptowsp_affine_build(&b, at, NULL, as_index, &b);
  if (!from) return false;
  ptowsp_value_t *to =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, from, ptowsp_build_index(&b, 1));
  ptowsp_value_t *bounds[] = {ptowsp_op_operand(loop, 0), from, to, ptowsp_op_operand(loop, 1)};
  for (size_t i = 0; i < 3; i++) {
    ptowsp_op_t *part = i < 2 ? ptowsp_op_clone(loop, NULL) : loop;
    if (i < 2) ptowsp_op_move_before(part, loop);
    // What is touched was touched in all iterations before.
    raise_flatten(r, guard_body(r, part, bounds[i], bounds[i + 1]));
    decide_all(r, part);
  }
  return true;
}

// ---------------------------------------------------------------- unrolling

static ptowsp_walk_t count_op(ptowsp_op_t *op, void *data) {
  (void)op;
  ++*(size_t *)data;
  return PTOWSP_WALK_ADVANCE;
}

bool raise_unroll(raise_t *r, ptowsp_op_t *loop) {
  enum { MAX_ITERATIONS = 256, MAX_OPS = 20000 };
  int64_t lower = 0, upper = 0, step = 0, length = 0;
  if (!ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step < 1 ||
      (upper > lower && __builtin_sub_overflow(upper, lower, &length)))
    return false;
  size_t ops = 0;
  ptowsp_walk_pre(loop, count_op, &ops);
  int64_t iterations = length ? (length - 1) / step + 1 : 0;
  if (iterations > MAX_ITERATIONS || r->unrolled + ops * (size_t)iterations > MAX_OPS) return false;
  r->unrolled += ops * (size_t)iterations;
  ptowsp_block_t *body = ptowsp_op_body(loop);
  for (int64_t i = 0; i < iterations; i++) {
    ptowsp_builder_t b = ptowsp_builder_before(loop);
    ptowsp_value_map_t *map = ptowsp_value_map_create();
    ptowsp_value_map_set(map, ptowsp_block_arg(body, 0), ptowsp_build_index(&b, lower + i * step));
    for (ptowsp_op_t *op = ptowsp_block_first(body); op; op = ptowsp_op_next(op))
      if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
        ptowsp_op_move_before(ptowsp_op_clone(op, map), loop);
    ptowsp_value_map_destroy(map);
  }
  ptowsp_op_erase(loop);
  return true;
}

// ---------------------------------------------------------------- blocks

//   for i in L..U      →     for b in L..L+n*size step size { for i in b..b+size { … } }
//                            for i in L+n*size..U { … }
bool raise_block_loop(raise_t *r, ptowsp_op_t *loop, int64_t size) {
  int64_t lower = 0, upper = 0;
  if (size < 1 || !constant_range(loop, &lower, &upper) || upper - lower <= size) return false;
  int64_t end = lower + (upper - lower) / size * size;
  if (end < upper) { // the rest, behind
    ptowsp_op_t *rest = ptowsp_op_clone(loop, NULL);
    ptowsp_op_move_before(rest, loop);
    ptowsp_op_move_before(loop, rest);
    set_range(rest, end, upper);
  }
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *step = ptowsp_build_index(&b, size);
  ptowsp_op_t *blocks =
      ptowsp_build_for(&b, ptowsp_build_index(&b, lower), ptowsp_build_index(&b, end), step);
  ptowsp_op_set_attributes(blocks, ptowsp_op_attributes(loop));
  ptowsp_op_set_attr(blocks, "wsp.blocks", ptowsp_attr_unit(r->context));
  ptowsp_op_t *inner_end = ptowsp_block_terminator(ptowsp_op_body(blocks));
  ptowsp_op_move_before(loop, inner_end);
  b = ptowsp_builder_before(loop);
  ptowsp_value_t *start = ptowsp_block_arg(ptowsp_op_body(blocks), 0);
  ptowsp_value_t *stop =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, start, ptowsp_build_index(&b, size));
  ptowsp_op_set_operand(loop, 0, start);
  ptowsp_op_set_operand(loop, 1, stop);
  return true;
}
