// Loops cut where conditions on their variables change.
//
//   for i in 0..64                          for i in 0..1
//     if (i == 0) A(i); else B(i);    →       A(i);
//                                           for i in 1..64
//                                             B(i);
//
//   for b in 0..100 step 32                       for b in 0..65 step 32
//     for i in b..(b + 32 < 100 ? b + 32 : 100)     for i in b..b + 32 …
//       …                                     →   for b in 96..97 step 32
//                                                   for i in b..100 …
//
// The order of all that is done stays.
#include "cut_loops.h"

#include <isl/ilp.h>
#include <isl/local_space.h>
#include <stdlib.h>

#include "ptowsp/fold.h"

enum { MAX_CUTS = 4, MAX_PIECES = 64, MAX_DEPTH = 12 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef struct {
  isl_ctx *isl;
  ptowsp_op_t *root;
  cut_loops_t kind;
  size_t pieces; // made so far
} cutting_t;

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

void ptowsp_stop_loop(ptowsp_op_t *op) {
  size_t loops = ptowsp_op_is(op, PTOWSP_OP_SCF_PARALLEL)
                     ? ptowsp_block_arg_count(ptowsp_op_body(op))
                     : ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  for (size_t i = 0; i < loops; i++) { // operands: lower bounds, upper bounds, steps
    int64_t step = 0;
    ptowsp_value_t *old = ptowsp_op_operand(op, 2 * loops + i);
    if (!ptowsp_value_constant(old, &step) || step > 0 ||
        (step < 0 && ptowsp_op_attr(op, "unsignedCmp")))
      continue;
    ptowsp_builder_t b = ptowsp_builder_before(op);
    ptowsp_attr_t one = ptowsp_attr_integer(ptowsp_op_context(op), 1, ptowsp_value_type(old));
    ptowsp_op_set_operand(op, loops + i, ptowsp_op_operand(op, i));
    ptowsp_op_set_operand(op, 2 * loops + i, ptowsp_build_constant(&b, one));
  }
}

static ptowsp_walk_t visit_standing(ptowsp_op_t *op, void *data) {
  (void)data;
  ptowsp_stop_loop(op);
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_stop_loops(ptowsp_op_t *root) { ptowsp_walk_pre(root, visit_standing, NULL); }

void ptowsp_simplify(ptowsp_block_t *block) {
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
    ptowsp_stop_loop(op);
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) ptowsp_simplify(inner);
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
static int known_outcome(cutting_t *c, ptowsp_op_t *compare) {
  int known = -1;
  ptowsp_op_t *loops[MAX_DEPTH];
  size_t depth = ptowsp_loops_around(compare, c->root, loops, MAX_DEPTH);
  if (depth > MAX_DEPTH || ptowsp_comparison_known(compare, loops, depth, &known)) return known;
  isl_set *holds = ptowsp_condition(c->isl, ptowsp_op_result(compare, 0), loops, depth);
  if (!holds) return -1;
  isl_set *domain = ptowsp_loops_domain(c->isl, loops, depth);
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

static bool decide(cutting_t *c, ptowsp_op_t *compare) {
  int known = known_outcome(c, compare);
  if (known < 0) return false;
  ptowsp_builder_t b = ptowsp_builder_before(compare);
  ptowsp_value_replace_all(
      ptowsp_op_result(compare, 0),
      ptowsp_build_constant(&b, ptowsp_attr_bool(ptowsp_op_context(compare), known)));
  return true;
}

static void decide_all(cutting_t *c, ptowsp_op_t *root) {
  ops_t compares = {0};
  bool any = false;
  ptowsp_walk_pre(root, visit_compare, &compares);
  for (size_t i = 0; i < compares.size; i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(compares.data[i], 0)))
      any = decide(c, compares.data[i]) || any;
  ptowsp_vec_deinit(&compares);
  if (any) ptowsp_simplify(ptowsp_op_body(root));
}

// ---------------------------------------------------------------- cuts

void ptowsp_add_cut(cut_points_t *cuts, int64_t at) {
  size_t i = 0;
  while (i < cuts->count && cuts->at[i] < at) i++;
  if (i < cuts->count && cuts->at[i] == at) return;
  if (cuts->count == cuts->limit) {
    cuts->too_many = true;
    return;
  }
  for (size_t k = cuts->count++; k > i; k--) cuts->at[k] = cuts->at[k - 1];
  cuts->at[i] = at;
}

typedef struct {
  cut_points_t *cuts;
  int64_t lower, upper, step;
} range_t;

// In front of the first iteration from there on.
static void add_cut(range_t *range, int64_t at) {
  if (at <= range->lower || at >= range->upper) return;
  at = range->lower + (at - range->lower + range->step - 1) / range->step * range->step;
  ptowsp_add_cut(range->cuts, at);
}

isl_val *ptowsp_set_end(isl_set *set, bool least) {
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

static isl_stat visit_part(isl_basic_set *part, void *data) {
  range_t *range = data;
  isl_set *set = isl_set_from_basic_set(part);
  int64_t first = take_int(ptowsp_set_end(set, true));
  int64_t last = take_int(ptowsp_set_end(set, false));
  isl_set *whole = isl_set_universe(isl_set_get_space(set));
  whole = isl_set_lower_bound_si(whole, isl_dim_set, 0, (int)first);
  whole = isl_set_upper_bound_si(whole, isl_dim_set, 0, (int)last);
  if (isl_set_is_equal(set, whole) == isl_bool_true) {
    add_cut(range, first);
    add_cut(range, last + 1);
  } else {
    range->cuts->too_many = true; // every second one, say
  }
  isl_set_free(set);
  isl_set_free(whole);
  return isl_stat_ok;
}

// Whether the outcome comes and goes with remainders of the variable, too often for cuts.
static bool is_periodic(ptowsp_op_t *loop, ptowsp_op_t *compare, const range_t *range) {
  int64_t divisor = 0, step = 0;
  ptowsp_op_t *rest = ptowsp_value_op(ptowsp_op_operand(compare, 0));
  return ptowsp_op_is(rest, PTOWSP_OP_ARITH_REMSI) &&
         ptowsp_value_constant(ptowsp_op_operand(rest, 1), &divisor) && divisor > 1 &&
         (range->upper - range->lower - 1) / 2 >= divisor &&
         ptowsp_index_steps(ptowsp_op_operand(rest, 0), &loop, 1, &step) && step % divisor != 0;
}

// Where a comparison of the loop's variable with a constant changes its outcome.
static void find_cuts(cutting_t *c, ptowsp_op_t *loop, ptowsp_op_t *compare, range_t *range) {
  int known = -1;
  if (ptowsp_comparison_known(compare, &loop, 1, &known) && known >= 0) return;
  if (ptowsp_comparison_from_outside(compare, &loop, 1) || is_periodic(loop, compare, range))
    return;
  isl_set *set = ptowsp_condition(c->isl, ptowsp_op_result(compare, 0), &loop, 1);
  if (!set) return;
  set = isl_set_lower_bound_si(set, isl_dim_set, 0, (int)range->lower);
  set = isl_set_upper_bound_si(set, isl_dim_set, 0, (int)range->upper - 1);
  unsigned params = (unsigned)isl_set_dim(set, isl_dim_param);
  cut_points_t own = {.limit = MAX_CUTS};
  range_t inner = *range;
  inner.cuts = &own;
  if (isl_set_involves_dims(set, isl_dim_param, 0, params) == isl_bool_false &&
      isl_set_is_empty(set) == isl_bool_false) {
    set = isl_set_coalesce(set);
    isl_set_foreach_basic_set(set, visit_part, &inner);
  }
  isl_set_free(set);
  for (size_t i = 0; !own.too_many && i < own.count; i++) add_cut(range, own.at[i]);
}

bool ptowsp_loop_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper,
                       int64_t *out_step) {
  enum { LIMIT = 1 << 30 };
  return ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(loop, 0))) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 0), out_lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), out_upper) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 2), out_step) && *out_step > 0 &&
         *out_step < LIMIT && *out_lower > -LIMIT && *out_upper < LIMIT &&
         *out_lower < *out_upper && ptowsp_op_result_count(loop) == 0 &&
         (*out_lower >= 0 || !ptowsp_op_attr(loop, "unsignedCmp"));
}

void ptowsp_loop_set_range(ptowsp_op_t *loop, int64_t lower, int64_t upper) {
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, lower));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, upper));
}

ptowsp_op_t *ptowsp_cut_loop(ptowsp_op_t *loop, int64_t at) {
  ptowsp_op_t *front = ptowsp_op_clone(loop, NULL);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_move_before(front, loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, at));
  b = ptowsp_builder_before(front);
  ptowsp_op_set_operand(front, 1, ptowsp_build_index(&b, at));
  return front;
}

void ptowsp_cut_loop_at(ptowsp_op_t *loop, const cut_points_t *cuts, loop_parts_t *out_parts) {
  for (size_t i = 0; i < cuts->count; i++)
    ptowsp_vec_push(out_parts, ptowsp_cut_loop(loop, cuts->at[i]));
  ptowsp_vec_push(out_parts, loop);
}

// Whether loops' bounds are computed from a value.
static bool bounds_loops(ptowsp_value_t *value, int depth) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return true;
    bool number = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && ptowsp_op_result_count(op) == 1;
    if (number && depth > 0 && bounds_loops(ptowsp_op_result(op, 0), depth - 1)) return true;
  }
  return false;
}

static bool matters(const cutting_t *c, ptowsp_op_t *compare) {
  enum { DEPTH = 4 };
  ptowsp_value_t *value = ptowsp_op_result(compare, 0);
  return c->kind == CUT_AT_BOUNDS ? bounds_loops(value, DEPTH) : ptowsp_value_has_uses(value);
}

// Lets the range end behind the last value that the variable takes.
static bool tighten(ptowsp_op_t *loop) {
  int64_t lower = 0, upper = 0, step = 0;
  if (!ptowsp_loop_range(loop, &lower, &upper, &step)) return false;
  int64_t end = lower + (upper - 1 - lower) / step * step + 1;
  if (end != upper) ptowsp_loop_set_range(loop, lower, end);
  return end != upper;
}

static void cut_block(cutting_t *c, ptowsp_block_t *block);

// Cuts a loop where the conditions in it change, and follows them in each piece.
static void cut(cutting_t *c, ptowsp_op_t *loop) {
  cut_points_t cuts = {.limit = MAX_CUTS};
  range_t range = {.cuts = &cuts};
  ops_t compares = {0};
  bool changed = false;
  if (ptowsp_loop_range(loop, &range.lower, &range.upper, &range.step)) {
    ptowsp_walk_pre(loop, visit_compare, &compares);
    for (size_t i = 0; i < compares.size; i++) {
      if (!matters(c, compares.data[i])) continue;
      if (!changed && tighten(loop)) {
        changed = true;
        ptowsp_loop_range(loop, &range.lower, &range.upper, &range.step);
      }
      find_cuts(c, loop, compares.data[i], &range);
    }
  }
  ptowsp_vec_deinit(&compares);
  if (cuts.too_many || c->pieces + cuts.count > MAX_PIECES) cuts.count = 0;
  c->pieces += cuts.count;
  loop_parts_t parts = {0};
  ptowsp_cut_loop_at(loop, &cuts, &parts);
  for (size_t i = 0; i < parts.size; i++) {
    if (cuts.count) tighten(parts.data[i]);
    if (cuts.count || changed) decide_all(c, parts.data[i]);
    cut_block(c, ptowsp_op_body(parts.data[i]));
  }
  ptowsp_vec_deinit(&parts);
}

static void cut_block(cutting_t *c, ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_first(block), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
      cut(c, op);
      continue;
    }
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) cut_block(c, inner);
    }
  }
}

void ptowsp_cut_loops(isl_ctx *isl, ptowsp_op_t *root, cut_loops_t kind) {
  cutting_t c = {.isl = isl, .root = root, .kind = kind};
  if (kind == CUT_AT_CONDITIONS) decide_all(&c, root);
  cut_block(&c, ptowsp_op_body(root));
}

void ptowsp_decide_conditions(isl_ctx *isl, ptowsp_op_t *root, ptowsp_op_t *part) {
  decide_all(&(cutting_t){.isl = isl, .root = root}, part);
}
