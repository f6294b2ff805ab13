// Loops around others that run in order: where the iterations of the outer one have nothing to do
// with each other, it goes inside, to be the columns of tiles, and the loop that runs in order is
// kept around these.
//
//   for n {                                  for n: h'[n] = 0
//     float h = 0;                           for t {
//     for t {                          →       for n {
//       h = a[n] * h + x[t][n];                  h'[n] = a[n] * h'[n] + x[t][n];
//       y[t][n] = h;                             y[t][n] = h'[n];
//     }                                        }
//   }                                        }
//
// The body's operations fall into groups: each loop that runs in order, and what stands between
// these. Every group gets a copy of the outer loop. What the groups hand on to each other, in
// locals or as values, gets an extent for the loop. Each iteration of the outer loop does the same
// in the same order as before, and it alone touches what it touches: nothing else changes.
#include <isl/ilp.h>
#include <isl/options.h>
#include <isl/val.h>

#include "cut_loops.h"
#include "wsp_raise_loops.h"

enum { MAX_GROUPS = 63 };

#define ORDERED "wsp.ordered"

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef struct {
  ptowsp_op_t *op; // of the loop's body
  size_t home;     // the group that it stands in
  uint64_t users;  // groups that use its results, and its own if it has an effect
} part_t;

typedef struct {
  raise_t *r;
  bool sums; // loops that only accumulate count as running in order
  ptowsp_op_t *loop;
  PTOWSP_VEC(part_t) parts;
} turn_t;

static bool is_loop(const ptowsp_op_t *op) { return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR); }

static ptowsp_value_t *memref_of(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return ptowsp_op_operand(op, 0);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return ptowsp_op_operand(op, 1);
  return NULL;
}

// ---------------------------------------------------------------- loops that run in order

// The load of the element that a store adds to, or takes the extreme with; NULL: it does not.
static ptowsp_op_t *accumulated(ptowsp_op_t *store) {
  ptowsp_op_t *combine = ptowsp_value_op(ptowsp_op_operand(store, 0));
  if (!combine || ptowsp_op_operand_count(combine) != 2) return NULL;
  switch (ptowsp_op_id(combine)) {
    case PTOWSP_OP_ARITH_ADDF:
    case PTOWSP_OP_ARITH_SUBF:
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_MAXNUMF:
    case PTOWSP_OP_ARITH_MINNUMF:
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
      break;
    default:
      return NULL;
  }
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *load = ptowsp_value_op(ptowsp_op_operand(combine, i));
    if (!load || memref_of(load) != memref_of(store)) continue;
    bool same = true;
    for (size_t j = 1; j < ptowsp_op_operand_count(load); j++)
      same &= ptowsp_op_operand(load, j) == ptowsp_op_operand(store, j + 1);
    if (same) return load;
  }
  return NULL;
}

typedef struct {
  ptowsp_value_t *array;
  size_t accesses;
  bool sums;
} sum_t;

static ptowsp_walk_t visit_sum(ptowsp_op_t *op, void *data) {
  sum_t *sum = data;
  if (memref_of(op) != sum->array) return PTOWSP_WALK_ADVANCE;
  sum->accesses++;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) sum->sums &= accumulated(op) != NULL;
  return PTOWSP_WALK_ADVANCE;
}

// Whether all that a loop does with an array is to add to one element in each iteration.
static bool is_summed(ptowsp_op_t *loop, ptowsp_value_t *array) {
  sum_t sum = {array, 0, true};
  ptowsp_walk_pre(loop, visit_sum, &sum);
  return sum.sums && sum.accesses == 2;
}

static bool is_ordered(const turn_t *t, const ptowsp_model_t *model, ptowsp_op_t *loop) {
  int64_t number = 0;
  ptowsp_carried_t carried;
  for (size_t i = 0; i < 3; i++)
    if (!ptowsp_value_constant(ptowsp_op_operand(loop, i), &number)) return true;
  if (!ptowsp_carries(model, loop, &carried)) return false;
  return t->sums || !is_summed(loop, model->arrays.data[carried.first->array].value);
}

typedef struct {
  turn_t *t;
  const ptowsp_model_t *model;
  bool any;
} mark_t;

static ptowsp_walk_t visit_inner(ptowsp_op_t *op, void *data) {
  mark_t *mark = data;
  if (!is_loop(op) || op == mark->t->loop) return PTOWSP_WALK_ADVANCE;
  if (is_ordered(mark->t, mark->model, op)) {
    ptowsp_op_set_attr(op, ORDERED, ptowsp_attr_unit(mark->t->r->context));
    mark->any = true;
  }
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t clear_mark(ptowsp_op_t *op, void *data) {
  (void)data;
  if (is_loop(op) && ptowsp_op_attr(op, ORDERED)) ptowsp_op_set_attr(op, ORDERED, NULL);
  return PTOWSP_WALK_ADVANCE;
}

// Whether two arrays that a loop touches may be the same memory.
static bool has_aliases(const raise_t *r, const ptowsp_model_t *model) {
  for (size_t i = 0; i < model->arrays.size; i++)
    for (size_t j = 0; j < i; j++)
      if (raise_are_aliases(r, model->arrays.data[i].value, model->arrays.data[j].value))
        return true;
  return false;
}

typedef struct {
  size_t accesses, conditions;
} counts_t;

static ptowsp_walk_t count_op(ptowsp_op_t *op, void *data) {
  counts_t *counts = data;
  counts->conditions += ptowsp_op_is(op, PTOWSP_OP_SCF_IF);
  counts->accesses +=
      ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  return PTOWSP_WALK_ADVANCE;
}

// Whether the pairs of accesses, each under its conditions, would take too long.
static bool has_many_accesses(ptowsp_op_t *loop) {
  enum { MOST = 64, MOST_CONDITIONS = 8 };
  counts_t counts = {0};
  ptowsp_walk_pre(loop, count_op, &counts);
  return counts.accesses > MOST || counts.conditions > MOST_CONDITIONS;
}

// Whether the iterations of the loop have nothing to do with each other. Marks the loops inside
// that run in order; false, too, if there are none.
static bool is_independent(turn_t *t) {
  enum { MAX_OPERATIONS = 40000 }; // of what may well be in vain
  raise_t *r = t->r;
  if (has_many_accesses(t->loop)) return false;
  isl_ctx_reset_operations(r->isl);
  ptowsp_model_t *model = ptowsp_model_create(r->isl, &t->loop, 1, NULL);
  mark_t mark = {t, model, false};
  ptowsp_isl_try_up_to(r->isl, MAX_OPERATIONS);
  bool ok = model && !has_aliases(r, model) && !ptowsp_carries(model, t->loop, NULL);
  if (ok) ptowsp_walk_pre(t->loop, visit_inner, &mark);
  if (model) ptowsp_model_destroy(model);
  ok = ok && mark.any && isl_ctx_last_error(r->isl) == isl_error_none;
  isl_ctx_reset_error(r->isl);
  ptowsp_isl_tried(r->isl);
  return ok;
}

// ---------------------------------------------------------------- values

static bool has_effect(ptowsp_op_t *op);

static ptowsp_walk_t visit_effect(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || ptowsp_op_is_local(op) ? PTOWSP_WALK_INTERRUPT
                                                                            : PTOWSP_WALK_ADVANCE;
}

static bool has_effect(ptowsp_op_t *op) {
  return !ptowsp_op_is_local(op) && !ptowsp_walk_pre(op, visit_effect, NULL);
}

static bool is_inside(const ptowsp_op_t *loop, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) op = ptowsp_block_op(ptowsp_value_block(value));
  return op == loop ? !ptowsp_value_op(value) : ptowsp_op_is_ancestor(loop, op);
}

// Moves what does not vary with the loop in front of it.
static void hoist(ptowsp_op_t *loop) {
  for (ptowsp_op_t *op = ptowsp_block_first(ptowsp_op_body(loop)), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    bool fixed = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op) &&
                 !ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) && !raise_may_trap(op);
    for (size_t i = 0; fixed && i < ptowsp_op_operand_count(op); i++)
      fixed = !is_inside(loop, ptowsp_op_operand(op, i));
    if (fixed) ptowsp_op_move_before(op, loop);
  }
}

// Whether the loop goes into one of its body: it runs in order, for as long in all iterations.
static bool is_entered(const ptowsp_op_t *loop, const ptowsp_op_t *inner) {
  if (!is_loop(inner) || !ptowsp_op_attr(inner, ORDERED)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(inner); i++)
    if (is_inside(loop, ptowsp_op_operand(inner, i))) return false;
  return true;
}

static bool is_stored(ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_float(type) ||
         (ptowsp_type_kind(type) == PTOWSP_TYPE_INTEGER && !ptowsp_type_is_i(type, 1));
}

// The part that an operation is, or stands in.
static part_t *part_of(turn_t *t, ptowsp_op_t *op) {
  while (op && ptowsp_op_block(op) != ptowsp_op_body(t->loop)) op = ptowsp_op_parent(op);
  for (size_t i = 0; i < t->parts.size; i++)
    if (t->parts.data[i].op == op) return &t->parts.data[i];
  return NULL;
}

static bool is_kept(const part_t *part) {
  return ptowsp_op_result_count(part->op) == 1 && !ptowsp_op_is_local(part->op) &&
         is_stored(ptowsp_op_result(part->op, 0)) && part->users & ~(UINT64_C(1) << part->home);
}

// Finds the groups: those between loops have even numbers, the loops' own odd ones. False: there
// are too many, or an operation is of no kind that is parted.
static bool describe(turn_t *t) {
  size_t group = 0;
  t->parts.size = 0;
  ptowsp_block_each(ptowsp_op_body(t->loop), op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) continue;
    bool entered = is_entered(t->loop, op);
    if (ptowsp_op_result_count(op) > 1 || group + 2 > MAX_GROUPS) return false;
    if (has_effect(op) && ptowsp_op_result_count(op)) return false;
    ptowsp_vec_push(&t->parts, ((part_t){op, group + entered, 0}));
    group += entered ? 2 : 0;
  }
  for (size_t i = t->parts.size; i-- > 0;) {
    part_t *part = &t->parts.data[i];
    if (has_effect(part->op)) part->users |= UINT64_C(1) << part->home;
    for (size_t j = 0; j < ptowsp_op_result_count(part->op); j++)
      for (ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(part->op, j)); use;
           use = ptowsp_use_next(use)) {
        const part_t *user = part_of(t, ptowsp_use_op(use));
        if (!user) return false;
        bool own = is_kept(user) || has_effect(user->op);
        part->users |= own ? UINT64_C(1) << user->home : user->users;
      }
  }
  return group > 0;
}

// ---------------------------------------------------------------- extents

// The least and the greatest value of the loop's variable.
static bool find_span(turn_t *t, int64_t *out_least, int64_t *out_most) {
  raise_place_t place;
  int64_t step = 0;
  enum { MOST = 1 << 20 }; // iterations
  if (ptowsp_loop_range(t->loop, out_least, out_most, &step)) {
    *out_most -= 1;
    return step == 1 && *out_most - *out_least < MOST;
  }
  if (!raise_find_place(t->r, ptowsp_block_terminator(ptowsp_op_body(t->loop)), &place))
    return false;
  unsigned depth = (unsigned)place.depth;
  isl_set *set = place.domain;
  set = isl_set_project_out(set, isl_dim_param, 0, (unsigned)isl_set_dim(set, isl_dim_param));
  bool ok = ptowsp_isl_int(isl_set_dim_min_val(isl_set_copy(set), (int)depth - 1), out_least);
  ok = ptowsp_isl_int(isl_set_dim_max_val(set, (int)depth - 1), out_most) && ok;
  return ok && *out_most >= *out_least && *out_most - *out_least < MOST;
}

static bool is_expanded(const part_t *part) {
  if (!ptowsp_op_is_local(part->op)) return false;
  bool one = part->users && !(part->users & (part->users - 1));
  return !(one && part->users & UINT64_C(0x5555555555555555));
}

// Whether only loads and stores use a local, whose extents are numbers.
static bool is_plain(ptowsp_op_t *alloc) {
  ptowsp_value_t *local = ptowsp_op_result(alloc, 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use))
    if (memref_of(ptowsp_use_op(use)) != local) return false;
  return ptowsp_type_rank(ptowsp_value_type(local)) < 4 && !ptowsp_op_operand_count(alloc);
}

// Gives a local another extent, the last one, and declares it in front of the loop.
static void expand(turn_t *t, ptowsp_op_t *alloc, int64_t extent, ptowsp_value_t *number) {
  enum { RANK = 5 };
  ptowsp_value_t *old = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  size_t rank = ptowsp_type_rank(type);
  int64_t shape[RANK];
  for (size_t i = 0; i < rank; i++) shape[i] = ptowsp_type_shape(type)[i];
  shape[rank] = extent;
  type = ptowsp_type_memref(t->r->context, shape, rank + 1, ptowsp_type_element(type), NULL,
                            ptowsp_type_space(type));
  ptowsp_builder_t b = ptowsp_builder_before(t->loop);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(alloc),
                             .loc = ptowsp_op_loc(alloc),
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(alloc),
                             .attributes = ptowsp_op_attributes(alloc)};
  ptowsp_value_t *wide = ptowsp_op_result(ptowsp_build(&b, &state), 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(old); use; use = ptowsp_value_first_use(old)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    ptowsp_value_t *operands[RANK + 2];
    size_t count = ptowsp_op_operand_count(op);
    for (size_t i = 0; i < count; i++) {
      ptowsp_value_t *operand = ptowsp_op_operand(op, i);
      operands[i] = operand == old ? wide : operand;
    }
    operands[count++] = number;
    ptowsp_op_set_operands(op, operands, count);
  }
  ptowsp_op_erase(alloc);
}

// Keeps a value in a local of its own, for the groups that use it later.
static void keep(turn_t *t, ptowsp_op_t *op) {
  ptowsp_value_t *value = ptowsp_op_result(op, 0);
  ptowsp_type_t element = ptowsp_value_type(value);
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(t->loop)));
  b.loc = ptowsp_op_loc(op);
  ptowsp_type_t type = ptowsp_type_memref(t->r->context, NULL, 0, element, NULL, NULL);
  ptowsp_op_state_t alloc = {
      .id = PTOWSP_OP_MEMREF_ALLOCA, .loc = b.loc, .result_types = &type, .result_count = 1};
  ptowsp_value_t *local = ptowsp_op_result(ptowsp_build(&b, &alloc), 0);
  ops_t users = {0};
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    ptowsp_vec_push(&users, ptowsp_use_op(use));
  size_t home = part_of(t, op)->home;
  for (size_t i = 0; i < users.size; i++) {
    const part_t *user = part_of(t, users.data[i]);
    bool own = has_effect(user->op) || is_kept(user) || user->users == UINT64_C(1) << home;
    if (own && user->home == home) continue;
    b = ptowsp_builder_before(users.data[i]);
    b.loc = ptowsp_op_loc(op);
    ptowsp_op_replace_operand(users.data[i], value, ptowsp_build_load(&b, local, NULL));
  }
  ptowsp_vec_deinit(&users);
  b = ptowsp_builder_after(op);
  ptowsp_build_store(&b, value, local, NULL);
}

// ---------------------------------------------------------------- groups

// Erases what nothing uses any more.
static void drop_unused(ptowsp_block_t *block) {
  ptowsp_op_t *op = ptowsp_block_terminator(block);
  for (ptowsp_op_t *previous = NULL; op; op = previous) {
    previous = ptowsp_op_previous(op);
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) || has_effect(op)) continue;
    bool used = false;
    for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
      used |= ptowsp_value_has_uses(ptowsp_op_result(op, i));
    if (!used) ptowsp_op_erase(op);
  }
}

// A copy of the loop in front of it with one group's operations; NULL: these are none.
static ptowsp_op_t *copy_group(turn_t *t, size_t group) {
  bool any = false;
  for (size_t i = 0; i < t->parts.size; i++)
    any |= t->parts.data[i].home == group && has_effect(t->parts.data[i].op);
  if (!any) return NULL;
  ptowsp_op_t *copy = ptowsp_op_clone(t->loop, NULL);
  ptowsp_op_move_before(copy, t->loop);
  ptowsp_op_t *twin = ptowsp_block_first(ptowsp_op_body(copy));
  for (size_t i = 0; i < t->parts.size; i++) {
    ptowsp_op_t *next = ptowsp_op_next(twin);
    if (has_effect(twin) && t->parts.data[i].home != group) ptowsp_op_erase(twin);
    twin = next;
  }
  drop_unused(ptowsp_op_body(copy));
  return copy;
}

//   for n { A; for t { B } }     →     for t { for n { A; B } }     A has no effect
static ptowsp_op_t *exchange(ptowsp_op_t *outer) {
  ptowsp_block_t *body = ptowsp_op_body(outer);
  ptowsp_op_t *inner = ptowsp_op_previous(ptowsp_block_terminator(body));
  ptowsp_op_t *end = ptowsp_block_terminator(body);
  ptowsp_op_move_before(inner, outer);
  ptowsp_block_t *inside = ptowsp_op_body(inner);
  for (ptowsp_op_t *op = ptowsp_block_first(inside), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) ptowsp_op_move_before(op, end);
  }
  ptowsp_op_move_before(outer, ptowsp_block_terminator(inside));
  return outer;
}

static bool sink(turn_t *t);

// Sinks the loop of a group further.
static void sink_copy(const turn_t *t, ptowsp_op_t *loop) {
  turn_t inner = {.r = t->r, .sums = t->sums, .loop = loop};
  sink(&inner);
  ptowsp_vec_deinit(&inner.parts);
}

// Parts the loop, whose iterations are independent. False: there is nothing to be done, or it
// cannot be.
static bool sink(turn_t *t) {
  int64_t least = 0, most = 0;
  hoist(t->loop);
  if (!describe(t) || !find_span(t, &least, &most)) return false;
  for (size_t i = 0; i < t->parts.size; i++)
    if (ptowsp_op_is_local(t->parts.data[i].op) && !is_plain(t->parts.data[i].op)) return false;
  ops_t kept = {0}, locals = {0};
  for (size_t i = 0; i < t->parts.size; i++)
    if (is_kept(&t->parts.data[i])) ptowsp_vec_push(&kept, t->parts.data[i].op);
  for (size_t i = 0; i < kept.size; i++) keep(t, kept.data[i]);
  describe(t);
  for (size_t i = 0; i < t->parts.size; i++)
    if (is_expanded(&t->parts.data[i])) ptowsp_vec_push(&locals, t->parts.data[i].op);
  ptowsp_block_t *body = ptowsp_op_body(t->loop);
  ptowsp_value_t *number = ptowsp_block_arg(body, 0);
  if (locals.size && least) {
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
    number = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, number, ptowsp_build_index(&b, least));
  }
  for (size_t i = 0; i < locals.size; i++) expand(t, locals.data[i], most - least + 1, number);
  ptowsp_vec_deinit(&kept);
  ptowsp_vec_deinit(&locals);
  describe(t);
  size_t last = t->parts.data[t->parts.size - 1].home;
  for (size_t group = 0; group <= last; group++) {
    ptowsp_op_t *copy = copy_group(t, group);
    if (copy && group % 2) sink_copy(t, exchange(copy));
  }
  ptowsp_op_erase(t->loop);
  return true;
}

static ptowsp_walk_t find_inner(ptowsp_op_t *op, void *data) {
  return op != data && is_loop(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  if (is_loop(op) && !ptowsp_op_result_count(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

bool raise_turn_loops(raise_t *r, bool sums) {
  ops_t loops = {0};
  bool any = false;
  ptowsp_walk_post(r->scalar, visit_loop, &loops); // innermost first
  for (size_t i = 0; i < loops.size; i++) {
    int64_t step = 0;
    turn_t t = {.r = r, .sums = sums, .loop = loops.data[i]};
    if (!ptowsp_value_constant(ptowsp_op_operand(t.loop, 2), &step) || step != 1) continue;
    if (ptowsp_walk_pre(t.loop, find_inner, t.loop)) continue; // there is nothing to go into
    if (is_independent(&t)) any |= sink(&t);
    ptowsp_walk_pre(r->scalar, clear_mark, NULL);
    ptowsp_vec_deinit(&t.parts);
  }
  ptowsp_vec_deinit(&loops);
  return any;
}
