// Loop domains of the scalar program, before it is raised: bounds that depend on other loops become
// conditions.
//
//   for j in 0..i                     →     for j in 0..64
//     A(i, j)                                 if (j < i) A(i, j)
//
//   for j in i-1..i+2                 →     for j in 0..3
//     A(j)                                    A(i - 1 + j)
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

#include "cut_loops.h"
#include "wsp_raise_loops.h"

// The range of a loop that runs one by one.
static bool constant_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper) {
  int64_t step = 0;
  return ptowsp_loop_range(loop, out_lower, out_upper, &step) && step == 1;
}

// ---------------------------------------------------------------- values of variables

// The values of a loop's variable for which all is touched that each iteration touches.
typedef struct {
  raise_t *r;
  ptowsp_op_t *loop;
  int64_t least, most; // the last one
} reach_t;

// Further than loops that are limited go.
#define BEYOND INT64_C(0x7fffffff)

// An integer, or what it is beyond; else the number given. Takes it.
static int64_t bounded(isl_val *val, int64_t otherwise) {
  int64_t value = otherwise;
  if (isl_val_is_int(val) == isl_bool_true)
    value = isl_val_cmp_si(val, BEYOND) > 0    ? BEYOND
            : isl_val_cmp_si(val, -BEYOND) < 0 ? -BEYOND
                                               : isl_val_get_num_si(val);
  isl_val_free(val);
  return value;
}

// Limits the values to those that a loop's variable has in a set of iterations, which it takes.
static void limit_to(reach_t *reach, const raise_place_t *place, size_t at, isl_set *set) {
  set = isl_set_project_out(set, isl_dim_param, 0, (unsigned)isl_set_dim(set, isl_dim_param));
  set = isl_set_project_out(set, isl_dim_set, (unsigned)at + 1, (unsigned)(place->depth - at - 1));
  set = isl_set_project_out(set, isl_dim_set, 0, (unsigned)at);
  int64_t first = bounded(ptowsp_set_end(set, true), -BEYOND);
  int64_t last = bounded(ptowsp_set_end(set, false), BEYOND);
  if (first > reach->least) reach->least = first;
  if (last < reach->most) reach->most = last;
  isl_set_free(set);
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
  ok = ok && ptowsp_isl_int(ptowsp_set_end(values, least), out_value);
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

ptowsp_op_t *raise_guard_body(raise_t *r, ptowsp_op_t *loop, ptowsp_value_t *lower,
                              ptowsp_value_t *upper) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_op_t *first = ptowsp_block_first(body), *end = ptowsp_block_terminator(body);
  ptowsp_builder_t b = ptowsp_builder_before(first);
  b.loc = ptowsp_op_loc(loop);
  ptowsp_value_t *iv = ptowsp_block_arg(body, 0), *both = NULL;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_value_t *one =
        ptowsp_build_compare(&b, PTOWSP_OP_ARITH_CMPI, i == 0 ? PTOWSP_CMPI_SGE : PTOWSP_CMPI_SLT,
                             iv, i == 0 ? lower : upper);
    ptowsp_op_set_attr(ptowsp_value_op(one), "wsp.bound", ptowsp_attr_i64(r->context, i));
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
    ptowsp_loop_set_range(op, least, most);
    if (ptowsp_walk_pre(op, visit_access, r)) {
      raise_guard_body(r, op, lower, upper);
    } else {
      ptowsp_op_set_operand(op, 0, lower);
      ptowsp_op_set_operand(op, 1, upper);
    }
  }
  isl_set_free(place.domain);
  return PTOWSP_WALK_ADVANCE;
}

// Whether a loop may run over these values: all that it touches then lies within what the kernel
// touches.
static bool may_run(raise_t *r, ptowsp_op_t *loop, int64_t least, int64_t most) {
  ptowsp_value_t *bounds[] = {ptowsp_op_operand(loop, 0), ptowsp_op_operand(loop, 1)};
  ptowsp_loop_set_range(loop, least, most);
  bool safe = ptowsp_walk_pre(loop, visit_access, r);
  for (size_t i = 0; i < 2; i++) ptowsp_op_set_operand(loop, i, bounds[i]);
  return safe;
}

// The iterations of a loop around, at the start or at the end, in which one inside has none.
typedef struct {
  raise_t *r;
  ptowsp_op_t *around; // NULL: none found
  int64_t at;
} hollow_t;

static ptowsp_walk_t visit_hollow(ptowsp_op_t *op, void *data) {
  hollow_t *hollow = data;
  raise_t *r = hollow->r;
  raise_place_t place;
  int64_t least = 0, most = 0, lower = 0, upper = 0, step = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op) ||
      !ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) || step != 1)
    return PTOWSP_WALK_ADVANCE;
  ptowsp_op_t *around = raise_bounder(op);
  if (!around || !constant_range(around, &lower, &upper) || !raise_find_place(r, op, &place))
    return PTOWSP_WALK_ADVANCE;
  bool moves = !has_constant_extent(r, op, &place) &&
               extreme(r, ptowsp_op_operand(op, 0), &place, true, &least) &&
               extreme(r, ptowsp_op_operand(op, 1), &place, false, &most) &&
               !may_run(r, op, least, most);
  isl_set_free(place.domain);
  if (!moves || !raise_find_place(r, ptowsp_block_terminator(ptowsp_op_body(op)), &place))
    return PTOWSP_WALK_ADVANCE;
  size_t at = 0;
  while (at < place.depth && place.loops[at] != around) at++;
  reach_t reach = {.r = r, .loop = around, .least = lower, .most = upper - 1};
  if (at < place.depth)
    limit_to(&reach, &place, at, place.domain);
  else
    isl_set_free(place.domain);
  if (reach.least > lower || reach.most + 1 < upper) {
    hollow->around = around;
    hollow->at = reach.least > lower ? reach.least : reach.most + 1;
  }
  return hollow->around ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Lets loops whose bounds depend on another one have iterations in all of that one's, where there
// is nothing to be touched otherwise.
static void cut_hollow(raise_t *r) {
  enum { MOST = 6 };
  for (int i = 0; i < MOST; i++) {
    hollow_t hollow = {.r = r};
    ptowsp_walk_pre(r->scalar, visit_hollow, &hollow);
    if (!hollow.around) break;
    ptowsp_block_t *block = ptowsp_op_block(hollow.around);
    ptowsp_cut_loop(hollow.around, hollow.at);
    ptowsp_simplify(block);
  }
}

void raise_square_bounds(raise_t *r) {
  cut_hollow(r);
  ptowsp_walk_pre(r->scalar, visit_bounds, r);
  ptowsp_decide_conditions(r->isl, r->scalar, r->scalar); // one of two bounds is often constant
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

// ---------------------------------------------------------------- moving ranges

static bool constant_extent(raise_t *r, ptowsp_op_t *loop, const raise_place_t *place,
                            int64_t *out_extent) {
  isl_pw_aff *lower = ptowsp_affine(r->isl, ptowsp_op_operand(loop, 0), place->loops, place->depth);
  isl_pw_aff *upper = ptowsp_affine(r->isl, ptowsp_op_operand(loop, 1), place->loops, place->depth);
  if (!lower || !upper) {
    isl_pw_aff_free(lower);
    isl_pw_aff_free(upper);
    return false;
  }
  isl_pw_aff *extent = isl_pw_aff_sub(upper, lower);
  bool constant = isl_pw_aff_is_cst(extent) == isl_bool_true && isl_pw_aff_n_piece(extent) == 1;
  isl_val *value = constant ? isl_pw_aff_max_val(extent) : isl_val_nan(r->isl);
  if (!constant) isl_pw_aff_free(extent);
  return ptowsp_isl_int(value, out_extent);
}

static ptowsp_walk_t visit_moving(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  int64_t number = 0, extent = 0;
  raise_place_t place;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *lower = ptowsp_op_operand(op, 0);
  if (ptowsp_value_constant(lower, &number) || !raise_find_place(r, op, &place))
    return PTOWSP_WALK_ADVANCE;
  if (place.depth && constant_extent(r, op, &place, &extent)) {
    ptowsp_block_t *body = ptowsp_op_body(op);
    ptowsp_value_t *variable = ptowsp_block_arg(body, 0);
    ptowsp_loop_set_range(op, 0, extent > 0 ? extent : 0);
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
    ptowsp_value_t *value = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, variable, lower);
    ptowsp_value_replace_all(variable, value);
    ptowsp_op_set_operand(ptowsp_value_op(value), 0, variable);
  }
  isl_set_free(place.domain);
  return PTOWSP_WALK_ADVANCE;
}

void raise_straighten_loops(raise_t *r) { ptowsp_walk_pre(r->scalar, visit_moving, r); }

// ---------------------------------------------------------------- bounds from arguments

// The values for which one subscript lies within its array.
static void limit(reach_t *reach, ptowsp_op_t *access, size_t dim, const raise_place_t *place) {
  isl_set *set = raise_within(reach->r, access, dim, place);
  size_t at = 0;
  while (at < place->depth && place->loops[at] != reach->loop) at++;
  if (!set || at == place->depth) {
    isl_set_free(set);
    return;
  }
  limit_to(reach, place, at, isl_set_intersect(set, isl_set_copy(place->domain)));
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

void raise_limit_to_touched(raise_t *r, ptowsp_op_t *loop, int64_t *least, int64_t *most) {
  reach_t reach = {.r = r, .loop = loop, .least = *least, .most = *most - 1};
  find_reach(&reach, ptowsp_op_body(loop));
  *least = reach.least;
  *most = reach.most + 1;
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

ptowsp_value_t *raise_shift_of(raise_t *r, ptowsp_op_t *loop) {
  enum { DEPTH = 12 };
  ptowsp_block_t *body = ptowsp_op_body(loop);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op; op = ptowsp_op_next(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE))
      continue;
    size_t rank = raise_rank(op), first = ptowsp_op_operand_count(op) - rank;
    for (size_t i = 0; i < rank; i++) {
      ptowsp_value_t *index = ptowsp_op_operand(op, first + i);
      ptowsp_value_t *by = is_shifted(r, loop, index) ? at_zero(loop, index, DEPTH) : NULL;
      if (by) return by;
    }
  }
  return NULL;
}

void raise_shift(ptowsp_op_t *loop, ptowsp_value_t *by) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_value_t *variable = ptowsp_block_arg(body, 0);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  for (size_t i = 0; i < 2; i++) {
    ptowsp_value_t *bound = ptowsp_op_operand(loop, i);
    ptowsp_op_set_operand(loop, i, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, bound, by));
  }
  b = ptowsp_builder_before(ptowsp_block_first(body));
  ptowsp_value_t *before = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, variable, by);
  ptowsp_value_replace_all(variable, before);
  ptowsp_op_set_operand(ptowsp_value_op(before), 0, variable);
}

// Lets the variable be the first subscript that differs from it by something that is constant in
// the loop.
static bool shift(raise_t *r, ptowsp_op_t *loop) {
  ptowsp_value_t *by = raise_shift_of(r, loop);
  if (by) raise_shift(loop, by);
  return by != NULL;
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
  ptowsp_loop_set_range(op, reach.least, reach.most + 1);
  raise_guard_body(r, op, from, to);
  return PTOWSP_WALK_ADVANCE;
}

void raise_square_arguments(raise_t *r) { ptowsp_walk_pre(r->scalar, visit_dynamic, r); }

// ---------------------------------------------------------------- splitting

static ptowsp_value_t *as_index(void *data, ptowsp_value_t *param) {
  ptowsp_type_t index = ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(param)));
  if (ptowsp_value_type(param) == index) return param;
  return ptowsp_build_cast(data, PTOWSP_OP_ARITH_INDEX_CAST, param, index);
}

// Whether a value is one that a loop's variable has, for all values of the loops around.
static bool is_in_range(raise_t *r, ptowsp_op_t *loop, ptowsp_value_t *value, int64_t lower,
                        int64_t upper) {
  raise_place_t place;
  if (!raise_find_place(r, loop, &place)) return false;
  isl_pw_aff *form = ptowsp_affine(r->isl, value, place.loops, place.depth);
  bool inside = false;
  if (form) {
    isl_set *domain = isl_pw_aff_domain(isl_pw_aff_copy(form));
    isl_val *low = isl_val_int_from_si(r->isl, (long)lower);
    isl_val *high = isl_val_int_from_si(r->isl, (long)upper);
    isl_pw_aff *from = isl_pw_aff_val_on_domain(isl_set_copy(domain), low);
    isl_pw_aff *to = isl_pw_aff_val_on_domain(domain, high);
    isl_set *range = isl_pw_aff_ge_set(isl_pw_aff_copy(form), from);
    range = isl_set_intersect(range, isl_pw_aff_lt_set(form, to));
    inside = isl_set_is_subset(place.domain, range) == isl_bool_true;
    isl_set_free(range);
  }
  isl_set_free(place.domain);
  return inside;
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
    if (number + 1 < upper) ptowsp_cut_loop(loop, number + 1);
    ptowsp_op_t *front = number + 1 < upper ? ptowsp_op_previous(loop) : loop;
    while (!ptowsp_op_is(front, PTOWSP_OP_SCF_FOR)) front = ptowsp_op_previous(front);
    if (number > lower) ptowsp_cut_loop(front, number);
    return true;
  }
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *from = ptowsp_affine_build(&b, at, NULL, as_index, &b);
  if (!from || !is_in_range(r, loop, from, lower, upper)) return false;
  ptowsp_value_t *to =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, from, ptowsp_build_index(&b, 1));
  ptowsp_value_t *bounds[] = {ptowsp_op_operand(loop, 0), from, to, ptowsp_op_operand(loop, 1)};
  for (size_t i = 0; i < 3; i++) {
    ptowsp_op_t *part = i < 2 ? ptowsp_op_clone(loop, NULL) : loop;
    if (i < 2) ptowsp_op_move_before(part, loop);
    // What is touched was touched in all iterations before.
    raise_flatten(r, raise_guard_body(r, part, bounds[i], bounds[i + 1]));
    ptowsp_decide_conditions(r->isl, r->scalar, part);
  }
  return true;
}

bool raise_cut_loop(raise_t *r, ptowsp_op_t *loop, int64_t iterations) {
  enum { MOST = 64 };
  int64_t lower = 0, upper = 0, step = 0;
  if (!ptowsp_loop_range(loop, &lower, &upper, &step) || r->cuts++ >= MOST) return false;
  if (iterations < 1 || iterations > (upper - lower - 1) / step) return false;
  ptowsp_cut_loop(loop, lower + iterations * step);
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
      if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) {
        ptowsp_op_t *copy = ptowsp_op_clone(op, map);
        ptowsp_op_move_before(copy, loop);
        ptowsp_stop_loops(copy);
      }
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
    ptowsp_loop_set_range(rest, end, upper);
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
