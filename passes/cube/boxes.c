// Matrix products under conditions and bounds that move: parts of them that are whole products.
//
//   for i < 32, j < n, k <= i:            for 16 <= i < 32, j < n, k < 17: c[i][j] += …
//     c[i][j] += l[i][k] * b[k][j]   →    for i = 0, j < n, k < 1: c[i][j] += …
//                                         for i = 1, j < n, k < 2: c[i][j] += …, and so on
//
// The iterations that there are, a set of isl's, are parted into boxes: first along the loops that
// the result varies with, where what is summed changes. Many changes are taken in blocks of rows:
// what all rows of a block sum, then the rest of each. So nothing is read or added that the program
// does not. Boxes whose results no other one has start from zero if the nest does; if all results
// start so, nothing else clears them.
//
// A triangle of results in a local array of which nothing else uses the other half is widened to
// the whole, if that reads no more.
#include <isl/aff.h>
#include <isl/ilp.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>
#include <string.h>

#include "split.h"

enum { MAX_BOXES = 192, MAX_SEGMENTS = 8, BLOCK = 16, MAX_IFS = 8 };

typedef struct {
  int64_t low[CONTRACTION_LOOPS], high[CONTRACTION_LOOPS];
  bool fresh;
} box_t;

typedef struct {
  split_t *s;
  ptowsp_op_t *nest, *store, *init; // what clears the result; NULL: nothing in here
  ptowsp_op_t *loops[CONTRACTION_LOOPS];
  size_t loop_count;
  unsigned result; // loops that the result varies with, a bit each
  PTOWSP_VEC(box_t) boxes;
} boxes_t;

// ---------------------------------------------------------------- what there is

// The loops from the nest to an op, and the iterations for which it runs. NULL: they are not known.
static isl_set *domain_of(boxes_t *b, ptowsp_op_t *op, ptowsp_op_t **loops, size_t *out_count) {
  ptowsp_op_t *conditions[MAX_IFS];
  size_t count = 0, ifs = 0;
  for (ptowsp_op_t *up = op; up != b->nest; up = ptowsp_op_parent(up)) {
    ptowsp_op_t *parent = ptowsp_op_parent(up);
    if (ptowsp_op_is(parent, PTOWSP_OP_SCF_IF)) {
      if (ifs == MAX_IFS || ptowsp_op_block(up) != ptowsp_op_body(parent)) return NULL;
      conditions[ifs++] = parent;
    } else if (!ptowsp_op_is(parent, PTOWSP_OP_SCF_FOR) || count == CONTRACTION_LOOPS) {
      return NULL;
    } else {
      loops[count++] = parent;
    }
  }
  for (size_t i = 0; i < count / 2; i++) {
    ptowsp_op_t *other = loops[i];
    loops[i] = loops[count - 1 - i];
    loops[count - 1 - i] = other;
  }
  isl_set *set = ptowsp_loops_domain(b->s->isl, loops, count);
  for (size_t i = 0; set && i < ifs; i++) {
    ptowsp_value_t *value = ptowsp_op_operand(conditions[i], 0);
    isl_set *holds = ptowsp_condition(b->s->isl, value, loops, count);
    if (!holds) {
      isl_set_free(set);
      return NULL;
    }
    set = isl_set_intersect(set, holds);
  }
  *out_count = count;
  return isl_set_coalesce(set);
}

static ptowsp_walk_t visit_op(ptowsp_op_t *op, void *data) {
  boxes_t *b = data;
  int64_t step = 0;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
    bool ok = !ptowsp_op_result_count(op) && !ptowsp_op_attr(op, "unsignedCmp") &&
              ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) && step == 1;
    return ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
  }
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF))
    return ptowsp_op_result_count(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) {
    if (op == b->store) return PTOWSP_WALK_ADVANCE;
    if (b->init || !contraction_same_place(op, b->store) ||
        !contraction_is_zero(ptowsp_op_operand(op, 0)))
      return PTOWSP_WALK_INTERRUPT;
    b->init = op;
    return PTOWSP_WALK_ADVANCE;
  }
  bool plain = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) ||
               ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) ||
               (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op));
  return plain ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

// Whether what clears the result stands in front of the sum, in a block around it.
static bool is_in_front(const boxes_t *b) {
  ptowsp_op_t *place = split_place(ptowsp_op_block(b->init), b->store);
  for (ptowsp_op_t *op = b->init; op; op = ptowsp_op_next(op))
    if (op == place) return true;
  return false;
}

// Whether nothing in the nest writes what the factors are read from.
static bool has_steady_factors(const boxes_t *b) {
  ops_t loads = {0};
  bool ok = true;
  split_collect(b->nest, PTOWSP_OP_MEMREF_LOAD, &loads);
  for (size_t i = 0; i < loads.size; i++)
    ok = ok && (split_memref_of(loads.data[i]) != split_memref_of(b->store) ||
                contraction_same_place(loads.data[i], b->store));
  ptowsp_vec_deinit(&loads);
  return ok;
}

static bool find_result_loops(boxes_t *b) {
  for (size_t d = 2; d < ptowsp_op_operand_count(b->store); d++) {
    int64_t steps[CONTRACTION_LOOPS];
    if (!split_steps(b->s, b->store, d, b->loops, b->loop_count, steps)) return false;
    for (size_t i = 0; i < b->loop_count; i++)
      if (steps[i]) b->result |= 1u << i;
  }
  return true;
}

// { [loops] -> [subscripts] } of an access
static isl_map *subscripts_of(boxes_t *b, ptowsp_op_t *access) {
  size_t first = ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 2 : 1;
  isl_map *map = isl_map_universe(isl_space_alloc(b->s->isl, 0, (unsigned)b->loop_count, 0));
  for (size_t d = first; map && d < ptowsp_op_operand_count(access); d++) {
    isl_pw_aff *pw =
        ptowsp_affine(b->s->isl, ptowsp_op_operand(access, d), b->loops, b->loop_count);
    isl_map *dim = pw ? isl_map_from_pw_aff(pw) : NULL;
    map = isl_map_flat_range_product(map, dim);
  }
  return map;
}

// Whether different values of the result's loops give different elements.
static bool is_injective(boxes_t *b) {
  isl_map *map = subscripts_of(b, b->store);
  for (size_t i = 0; map && i < b->loop_count; i++)
    if (!(b->result >> i & 1)) map = isl_map_fix_si(map, isl_dim_in, (unsigned)i, 0);
  bool ok = map && isl_map_is_injective(map) == isl_bool_true;
  isl_map_free(map);
  return ok;
}

// ---------------------------------------------------------------- parting a set

static bool bound(isl_set *set, size_t d, bool high, int64_t *out_value) {
  isl_val *value = high ? isl_set_dim_max_val(isl_set_copy(set), (int)d)
                        : isl_set_dim_min_val(isl_set_copy(set), (int)d);
  return ptowsp_isl_int(value, out_value);
}

static isl_set *within(isl_set *set, size_t d, int64_t low, int64_t high) {
  set = isl_set_lower_bound_si(set, isl_dim_set, (unsigned)d, (int)low);
  return isl_set_upper_bound_si(set, isl_dim_set, (unsigned)d, (int)high);
}

// { [d] -> [the others] }
static isl_map *along(isl_set *set, size_t d) {
  isl_map *map = isl_map_from_range(set);
  return isl_map_move_dims(map, isl_dim_in, 0, isl_dim_out, (unsigned)d, 1);
}

// The first value from `low` on at which there are other iterations than at `low`; `high` + 1:
// none.
static int64_t next_change(isl_set *set, size_t d, int64_t low, int64_t high) {
  isl_map *map = along(within(isl_set_copy(set), d, low, high), d);
  isl_set *first = isl_map_range(isl_map_fix_si(isl_map_copy(map), isl_dim_in, 0, (int)low));
  isl_set *values = isl_set_universe(isl_space_domain(isl_map_get_space(map)));
  values = within(values, 0, low, high);
  isl_map *same = isl_map_from_domain_and_range(values, first);
  isl_map *less = isl_map_subtract(isl_map_copy(same), isl_map_copy(map));
  isl_map *other = isl_map_union(less, isl_map_subtract(map, same));
  isl_set *changed = isl_map_domain(other);
  int64_t at = high + 1;
  if (isl_set_is_empty(changed) != isl_bool_true && !bound(changed, 0, false, &at)) at = low + 1;
  isl_set_free(changed);
  return at;
}

static bool part(boxes_t *b, isl_set *set);

// Parts a set at each change along a loop.
static bool part_at_changes(boxes_t *b, isl_set *set, size_t d, int64_t low, int64_t high) {
  bool ok = true;
  for (int64_t at = low, next; ok && at <= high; at = next) {
    next = next_change(set, d, at, high);
    ok = part(b, within(isl_set_copy(set), d, at, next - 1));
  }
  isl_set_free(set);
  return ok;
}

static bool has_more(isl_set *x, isl_set *y) {
  isl_val *less = isl_val_sub(isl_set_count_val(x), isl_set_count_val(y));
  bool more = isl_val_is_pos(less) == isl_bool_true;
  isl_val_free(less);
  return more;
}

// Parts a set into blocks along a loop: what there is for all values of a block, and the rest.
static bool part_in_blocks(boxes_t *b, isl_set *set, size_t d, int64_t low, int64_t high) {
  bool ok = true;
  for (int64_t at = low; ok && at <= high; at += BLOCK) {
    int64_t last = at + BLOCK - 1 < high ? at + BLOCK - 1 : high;
    isl_set *block = within(isl_set_copy(set), d, at, last);
    isl_map *map = along(isl_set_copy(block), d);
    isl_set *values = isl_set_universe(isl_space_domain(isl_map_get_space(map)));
    isl_map *all = isl_map_from_domain_and_range(within(values, 0, at, last),
                                                 isl_map_range(isl_map_copy(map)));
    isl_set *missing = isl_map_range(isl_map_subtract(all, isl_map_copy(map)));
    map = isl_map_subtract_range(map, missing);
    isl_set *core =
        isl_map_range(isl_map_move_dims(map, isl_dim_out, (unsigned)d, isl_dim_in, 0, 1));
    isl_set *rest = isl_set_coalesce(isl_set_subtract(isl_set_copy(block), isl_set_copy(core)));
    ok = core && rest;
    if (ok && has_more(core, rest)) {
      isl_set_free(block);
      block = rest;
      ok = part(b, isl_set_coalesce(core));
    } else {
      isl_set_free(core);
      isl_set_free(rest);
    }
    if (ok)
      ok = part_at_changes(b, block, d, at, last);
    else
      isl_set_free(block);
  }
  isl_set_free(set);
  return ok;
}

static size_t changes(isl_set *set, size_t d, int64_t low, int64_t high) {
  size_t count = 0;
  for (int64_t at = low; at <= high && count <= MAX_SEGMENTS; count++)
    at = next_change(set, d, at, high);
  return count;
}

// Parts a set, which it frees, into boxes. False: there are too many.
static bool part(boxes_t *b, isl_set *set) {
  box_t box = {.fresh = false};
  if (isl_set_is_empty(set) == isl_bool_true) {
    isl_set_free(set);
    return true;
  }
  bool ok = set && b->boxes.size < MAX_BOXES;
  for (size_t i = 0; ok && i < b->loop_count; i++)
    ok = bound(set, i, false, &box.low[i]) && bound(set, i, true, &box.high[i]);
  isl_set *whole = ok ? isl_set_universe(isl_set_get_space(set)) : NULL;
  for (size_t i = 0; ok && i < b->loop_count; i++)
    whole = within(whole, i, box.low[i], box.high[i]);
  bool is_box = ok && isl_set_is_equal(set, whole) == isl_bool_true;
  isl_set_free(whole);
  if (is_box) ptowsp_vec_push(&b->boxes, box);
  // The loops of the result first.
  for (size_t turn = 0; ok && !is_box && turn < 2 * b->loop_count; turn++) {
    size_t d = turn % b->loop_count;
    bool result = b->result >> d & 1;
    if (result != (turn < b->loop_count)) continue;
    size_t count = changes(set, d, box.low[d], box.high[d]);
    if (count < 2) continue;
    return count > MAX_SEGMENTS && result ? part_in_blocks(b, set, d, box.low[d], box.high[d])
                                          : part_at_changes(b, set, d, box.low[d], box.high[d]);
  }
  isl_set_free(set);
  return is_box;
}

// ---------------------------------------------------------------- results in local arrays

// Whether no access of the kernel outside of the nest touches elements of an array.
static bool is_unused(boxes_t *b, ptowsp_value_t *memref, isl_set *elements) {
  ops_t roots = {0};
  ptowsp_block_each(ptowsp_op_body(b->s->kernel), op) {
    if (op != b->nest && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
      ptowsp_vec_push(&roots, op);
  }
  ptowsp_model_t *model = ptowsp_model_create(b->s->isl, roots.data, roots.size, NULL);
  size_t array = model ? ptowsp_model_array(model, memref) : SIZE_MAX;
  bool ok = array != SIZE_MAX;
  for (size_t i = 0; ok && i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    isl_set *touched = isl_set_reset_tuple_id(isl_map_range(isl_map_copy(access->map)));
    ok = isl_set_is_disjoint(touched, elements) == isl_bool_true;
    isl_set_free(touched);
  }
  if (model) ptowsp_model_destroy(model);
  ptowsp_vec_deinit(&roots);
  return ok;
}

// Whether the accesses of a set of iterations are those of a smaller one too.
static bool reads_the_same(boxes_t *b, isl_set *small, isl_set *large) {
  ops_t loads = {0};
  bool ok = true;
  split_collect(b->nest, PTOWSP_OP_MEMREF_LOAD, &loads);
  for (size_t i = 0; ok && i < loads.size; i++) {
    if (split_memref_of(loads.data[i]) == split_memref_of(b->store)) continue;
    isl_map *map = subscripts_of(b, loads.data[i]);
    isl_set *x = map ? isl_set_apply(isl_set_copy(small), isl_map_copy(map)) : NULL;
    isl_set *y = map ? isl_set_apply(isl_set_copy(large), map) : NULL;
    ok = x && y && isl_set_is_equal(x, y) == isl_bool_true;
    isl_set_free(x);
    isl_set_free(y);
  }
  ptowsp_vec_deinit(&loads);
  return ok;
}

// The whole box around the iterations, if computing all of it does no harm; else the set itself.
static isl_set *widened(boxes_t *b, isl_set *set) {
  ptowsp_op_t *made_by = ptowsp_value_op(split_memref_of(b->store));
  if (!made_by || ptowsp_op_parent(made_by) != b->s->kernel) return set;
  isl_set *box = isl_set_universe(isl_set_get_space(set));
  for (size_t i = 0; i < b->loop_count; i++) {
    int64_t low = 0, high = -1;
    if (!bound(set, i, false, &low) || !bound(set, i, true, &high)) {
      isl_set_free(box);
      return set;
    }
    box = within(box, i, low, high);
  }
  // Each result sums all or nothing.
  isl_set *results = isl_set_copy(set);
  for (size_t i = 0; i < b->loop_count; i++)
    if (!(b->result >> i & 1)) results = isl_set_eliminate(results, isl_dim_set, (unsigned)i, 1);
  results = isl_set_intersect(results, isl_set_copy(box));
  isl_map *place = subscripts_of(b, b->store);
  bool ok = place && isl_set_is_equal(results, set) == isl_bool_true && reads_the_same(b, set, box);
  isl_set_free(results);
  if (ok) {
    isl_set *more = isl_set_apply(isl_set_copy(box), isl_map_copy(place));
    more = isl_set_subtract(more, isl_set_apply(isl_set_copy(set), isl_map_copy(place)));
    ok = is_unused(b, split_memref_of(b->store), more);
    isl_set_free(more);
  }
  isl_map_free(place);
  isl_set_free(ok ? set : box);
  return ok ? box : set;
}

// ---------------------------------------------------------------- results that start from zero

// The values of the result's loops in a box.
static isl_set *results_of(boxes_t *b, const box_t *box, isl_set *like) {
  isl_set *set = isl_set_universe(isl_set_get_space(like));
  for (size_t i = 0; i < b->loop_count; i++)
    if (b->result >> i & 1) set = within(set, i, box->low[i], box->high[i]);
  return set;
}

// Lets boxes start from zero, if together they then clear what the nest does.
static void find_fresh(boxes_t *b, isl_set *cleared) {
  isl_set *done = isl_set_empty(isl_set_get_space(cleared));
  bool all = true;
  for (size_t i = 0; i < b->boxes.size; i++) {
    isl_set *results = results_of(b, &b->boxes.data[i], cleared);
    b->boxes.data[i].fresh = isl_set_is_disjoint(done, results) == isl_bool_true;
    all = all && isl_set_is_subset(results, cleared) == isl_bool_true;
    done = isl_set_coalesce(isl_set_union(done, results));
  }
  // Sums that run for no k leave zeros.
  all = all && isl_set_is_subset(cleared, done) == isl_bool_true;
  for (size_t i = 0; !all && i < b->boxes.size; i++) b->boxes.data[i].fresh = false;
  isl_set_free(done);
}

// ---------------------------------------------------------------- nests of boxes

// A copy of a value for loops of a box.
static ptowsp_value_t *copy_value(boxes_t *b, ptowsp_builder_t *at, ptowsp_value_map_t *map,
                                  ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (known != value || !op || !ptowsp_op_is_ancestor(b->nest, op)) return known;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    copy_value(b, at, map, ptowsp_op_operand(op, i));
  ptowsp_op_move_before(ptowsp_op_clone(op, map), at->before);
  return ptowsp_value_map_get(map, value);
}

static void copy_store(boxes_t *b, ptowsp_builder_t *at, ptowsp_value_map_t *map,
                       ptowsp_op_t *store) {
  for (size_t i = 0; i < ptowsp_op_operand_count(store); i++)
    copy_value(b, at, map, ptowsp_op_operand(store, i));
  ptowsp_op_move_before(ptowsp_op_clone(store, map), at->before);
}

static ptowsp_op_t *build_loop(boxes_t *b, const box_t *box, size_t i, ptowsp_builder_t *at,
                               ptowsp_value_map_t *map) {
  ptowsp_op_t *old = b->loops[i];
  ptowsp_value_t *lower = ptowsp_build_index(at, box->low[i]);
  ptowsp_value_t *upper = ptowsp_build_index(at, box->high[i] + 1);
  ptowsp_op_t *loop = ptowsp_build_for(at, lower, upper, ptowsp_build_index(at, 1));
  ptowsp_op_set_attributes(loop, ptowsp_op_attributes(old));
  ptowsp_op_set_loc(loop, ptowsp_op_loc(old));
  ptowsp_value_map_set(map, ptowsp_block_arg(ptowsp_op_body(old), 0),
                       ptowsp_block_arg(ptowsp_op_body(loop), 0));
  *at = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
  return loop;
}

// The product of a box in front of the nest: loops of the result, what clears it, and loops that
// are summed over.
static void build_nest(boxes_t *b, const box_t *box) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_builder_t at = ptowsp_builder_before(b->nest);
  ptowsp_op_t *outermost = NULL;
  for (int sums = 0; sums < 2; sums++) {
    if (sums && box->fresh) copy_store(b, &at, map, b->init);
    for (size_t i = 0; i < b->loop_count; i++) {
      if ((b->result >> i & 1) == (unsigned)sums) continue;
      ptowsp_op_t *loop = build_loop(b, box, i, &at, map);
      if (!outermost) outermost = loop;
    }
  }
  copy_store(b, &at, map, b->store);
  ptowsp_value_map_destroy(map);
  ptowsp_op_set_attr(outermost, "wsp.product", ptowsp_attr_unit(b->s->context));
}

// What clears the results, by itself: the nest without the sum.
static void keep_init(boxes_t *b) {
  ptowsp_op_erase(b->store);
  ptowsp_block_t *body = ptowsp_op_body(b->nest);
  split_drop_dead(body);
}

static void build_nests(boxes_t *b) {
  bool fresh = false;
  for (size_t i = 0; i < b->boxes.size; i++) fresh = fresh || b->boxes.data[i].fresh;
  ptowsp_op_t *front = ptowsp_op_previous(b->nest);
  for (size_t i = 0; i < b->boxes.size; i++) {
    build_nest(b, &b->boxes.data[i]);
  }
  if (!b->init || fresh) {
    ptowsp_op_erase(b->nest);
    return;
  }
  keep_init(b);
  ptowsp_op_t *first = front ? ptowsp_op_next(front) : ptowsp_block_first(ptowsp_op_block(b->nest));
  if (first != b->nest) ptowsp_op_move_before(b->nest, first); // else there is no product at all
}

// ---------------------------------------------------------------- all

// The domain of what clears the results, among all loops. NULL: it is not known.
static isl_set *cleared_by(boxes_t *b) {
  ptowsp_op_t *loops[CONTRACTION_LOOPS];
  size_t count = 0;
  isl_set *set = domain_of(b, b->init, loops, &count);
  for (size_t i = 0; set && i < count; i++)
    if (!(b->result >> i & 1)) {
      isl_set_free(set);
      return NULL;
    }
  for (size_t i = count; i < b->loop_count; i++)
    if (b->result >> i & 1) {
      isl_set_free(set);
      return NULL;
    }
  return set ? isl_set_add_dims(set, isl_dim_set, (unsigned)(b->loop_count - count)) : NULL;
}

bool split_boxes(split_t *s, ptowsp_op_t *nest) {
  boxes_t b = {.s = s, .nest = nest, .store = split_find_matrix(s, nest, nest)};
  if (!b.store || !ptowsp_walk_pre(nest, visit_op, &b)) return false;
  if (b.init && !is_in_front(&b)) return false;
  isl_set *set = domain_of(&b, b.store, b.loops, &b.loop_count);
  isl_set *cleared = NULL;
  bool ok = set && isl_set_dim(set, isl_dim_param) == 0 && has_steady_factors(&b) &&
            find_result_loops(&b) && is_injective(&b);
  // What is whole already is no product for another reason.
  ok = ok && isl_set_is_box(set) == isl_bool_false;
  if (ok && b.init) ok = (cleared = cleared_by(&b)) != NULL;
  if (ok) {
    set = widened(&b, set);
    ok = part(&b, set);
    set = NULL;
  }
  if (ok && cleared) find_fresh(&b, cleared);
  isl_set_free(set);
  isl_set_free(cleared);
  if (isl_ctx_last_error(s->isl) != isl_error_none) {
    isl_ctx_reset_error(s->isl);
    ok = false;
  }
  if (ok) build_nests(&b);
  ptowsp_vec_deinit(&b.boxes);
  return ok;
}
