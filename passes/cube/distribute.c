// Loop distribution: a loop around products and other work becomes several loops.
//
//   for i { s = 0; for k: s += a[i][k] * b[k][j];       for i { s'[i] = 0; for k: s'[i] += … }
//           c[i] = max(s, 0) }                     →    for i: c[i] = max(s'[i], 0)
//
// The body's operations fall into groups: each product with what clears its sum and copies it out,
// and what stands between products. Every group gets a copy of the loop. That is legal unless an
// access of a later group ran before a conflicting one of an earlier group, which isl decides. A
// local that several groups use gets an extent for the loop; a value computed from the loop's
// variables is computed again, one that was loaded before its element changes is kept in a local.
#include <isl/ilp.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

#include "split.h"

enum { MAX_ITEMS = 64, MAX_GROUPS = 32 };

// An operation of the loop's body that writes memory, or has one within.
typedef struct {
  ptowsp_op_t *op;
  split_kind_t kind;
  size_t group;
} item_t;

typedef struct {
  split_t *s;
  ptowsp_op_t *nest; // the outermost loop, whose variables count for the products
  ptowsp_op_t *loop;
  ptowsp_block_t *body;
  bool copies; // what copies a sum out may stay with it
  item_t items[MAX_ITEMS];
  size_t item_count, group_count;
} parts_t;

// ---------------------------------------------------------------- locals

// The innermost loop around all uses of a local; NULL: none.
static ptowsp_op_t *common_loop(ptowsp_value_t *local) {
  ptowsp_use_t *use = ptowsp_value_first_use(local);
  ptowsp_op_t *loop = use ? ptowsp_op_parent(ptowsp_use_op(use)) : NULL;
  for (; use; use = ptowsp_use_next(use))
    while (loop && !(ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) &&
                     ptowsp_op_is_ancestor(loop, ptowsp_use_op(use))))
      loop = ptowsp_op_parent(loop);
  return loop;
}

// Whether each iteration of a loop writes what it reads of a local: no iteration passes it on.
static bool is_private(split_t *s, ptowsp_op_t *loop, ptowsp_value_t *local) {
  PTOWSP_VEC(ptowsp_op_t *) roots = {0};
  ptowsp_block_each(ptowsp_op_body(loop), op) ptowsp_vec_push(&roots, op);
  ptowsp_model_t *model = ptowsp_model_create(s->isl, roots.data, roots.size, NULL);
  size_t array = model ? ptowsp_model_array(model, local) : SIZE_MAX;
  bool ok = array != SIZE_MAX;
  if (ok) {
    isl_union_map *surely = NULL;
    isl_union_map *reads = ptowsp_reads_unwritten(model, array, &surely);
    ok = isl_union_map_is_empty(reads) == isl_bool_true;
    isl_union_map_free(reads);
    isl_union_map_free(surely);
  }
  if (model) ptowsp_model_destroy(model);
  ptowsp_vec_deinit(&roots);
  return ok;
}

// Whether each iteration of a loop has elements of an array of its own: it needs no copies of it.
static bool is_parted(split_t *s, ptowsp_op_t *loop, ptowsp_value_t *local) {
  if (ptowsp_type_rank(ptowsp_value_type(local)) == 0) return false;
  ptowsp_model_t *model = ptowsp_model_create(s->isl, &loop, 1, NULL);
  size_t array = model ? ptowsp_model_array(model, local) : SIZE_MAX;
  isl_map *all = NULL; // { [iteration] -> A[element] }
  for (size_t i = 0; array != SIZE_MAX && i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    isl_map *map = isl_map_copy(access->map);
    map = isl_map_project_out(map, isl_dim_in, 1, (unsigned)isl_map_dim(map, isl_dim_in) - 1);
    map = isl_map_reset_tuple_id(map, isl_dim_in);
    all = all ? isl_map_union(all, map) : map;
  }
  bool parted = all && isl_map_is_injective(all) == isl_bool_true;
  isl_map_free(all);
  if (model) ptowsp_model_destroy(model);
  return parted;
}

static void sink_local(split_t *s, ptowsp_op_t *alloc) {
  ptowsp_value_t *local = ptowsp_op_result(alloc, 0);
  ptowsp_op_t *inner = common_loop(local), *chain[CONTRACTION_LOOPS], *target = NULL;
  size_t count = 0;
  for (ptowsp_op_t *loop = inner; loop && !ptowsp_op_is_ancestor(loop, alloc);
       loop = ptowsp_op_parent(loop)) {
    if (!ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR)) continue;
    if (count == CONTRACTION_LOOPS) return;
    chain[count++] = loop;
  }
  while (count && !is_parted(s, chain[count - 1], local) && is_private(s, chain[count - 1], local))
    target = chain[--count];
  if (target) ptowsp_op_move_before(alloc, ptowsp_block_first(ptowsp_op_body(target)));
}

static ptowsp_walk_t visit_local(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is_local(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void split_sink_locals(split_t *s) {
  ops_t locals = {0};
  ptowsp_walk_pre(s->kernel, visit_local, &locals);
  for (size_t i = 0; i < locals.size; i++) sink_local(s, locals.data[i]);
  ptowsp_vec_deinit(&locals);
}

int64_t split_loop_span(split_t *s, ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_step) {
  ptowsp_op_t *loops[CONTRACTION_LOOPS + 1];
  int64_t extent = ptowsp_loop_iterations(loop, out_lower, out_step);
  size_t count = 0;
  if (extent || !split_loops_around(s, loop, loops, &count)) return extent;
  if (!ptowsp_value_constant(ptowsp_op_operand(loop, 2), out_step) || *out_step != 1) return 0;
  loops[count] = loop;
  isl_set *set = ptowsp_loops_domain(s->isl, loops, count + 1);
  int64_t high = 0;
  if (ptowsp_isl_int(isl_set_dim_min_val(isl_set_copy(set), (int)count), out_lower) &&
      ptowsp_isl_int(isl_set_dim_max_val(isl_set_copy(set), (int)count), &high))
    extent = high - *out_lower + 1;
  isl_set_free(set);
  return extent > 0 ? extent : 0;
}

// The number of the loop's present iteration, computed at the start of its body.
static ptowsp_value_t *iteration(ptowsp_op_t *loop, int64_t lower, int64_t step) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_value_t *value = ptowsp_block_arg(body, 0);
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
  if (lower)
    value = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, value, ptowsp_build_index(&b, lower));
  if (step > 1)
    value =
        ptowsp_build_binary(&b, PTOWSP_OP_ARITH_FLOORDIVSI, value, ptowsp_build_index(&b, step));
  return value;
}

// Gives a local of the loop's body an extent for the loop and declares it in front of that.
static void expand_local(parts_t *p, ptowsp_op_t *alloc) {
  int64_t lower = 0, step = 0, shape[CONTRACTION_RANK + 1];
  ptowsp_value_t *old = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  size_t rank = ptowsp_type_rank(type);
  shape[0] = split_loop_span(p->s, p->loop, &lower, &step);
  memcpy(shape + 1, ptowsp_type_shape(type), rank * sizeof *shape);
  type = ptowsp_type_memref(p->s->context, shape, rank + 1, ptowsp_type_element(type), NULL,
                            ptowsp_type_space(type));
  ptowsp_value_t *number = iteration(p->loop, lower, step);
  ptowsp_builder_t b = ptowsp_builder_before(p->loop);
  b.loc = ptowsp_op_loc(alloc);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                             .loc = b.loc,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(alloc),
                             .attributes = ptowsp_op_attributes(alloc)};
  ptowsp_value_t *wide = ptowsp_op_result(ptowsp_build(&b, &state), 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(old); use; use = ptowsp_value_first_use(old)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    ptowsp_value_t *operands[CONTRACTION_RANK + 4];
    size_t count = 0;
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
      ptowsp_value_t *operand = ptowsp_op_operand(op, i);
      operands[count++] = operand == old ? wide : operand;
      if (operand == old) operands[count++] = number;
    }
    ptowsp_op_set_operands(op, operands, count);
  }
  ptowsp_op_erase(alloc);
}

// ---------------------------------------------------------------- groups

static item_t *item_of(parts_t *p, const ptowsp_op_t *op) {
  for (size_t i = 0; i < p->item_count; i++)
    if (p->items[i].op == op) return &p->items[i];
  return NULL;
}

typedef struct {
  ptowsp_value_t *memref;
  bool read, written;
} touch_t;

static ptowsp_walk_t visit_touch(ptowsp_op_t *op, void *data) {
  touch_t *touch = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && split_memref_of(op) == touch->memref)
    touch->read = true;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && split_memref_of(op) == touch->memref)
    touch->written = true;
  return PTOWSP_WALK_ADVANCE;
}

static touch_t touches(ptowsp_op_t *op, ptowsp_value_t *memref) {
  touch_t touch = {memref, false, false};
  ptowsp_walk_pre(op, visit_touch, &touch);
  return touch;
}

// The store by which the product in an item accumulates.
static ptowsp_op_t *sum_of(parts_t *p, ptowsp_op_t *op) {
  return split_find_matrix(p->s, p->nest, op);
}

static bool collect_items(parts_t *p) {
  ptowsp_block_each(p->body, op) {
    if (!split_has_effect(op)) continue;
    if (p->item_count == MAX_ITEMS) return false;
    split_kind_t kind = sum_of(p, op) ? SPLIT_CUBE : SPLIT_VECTOR;
    p->items[p->item_count++] = (item_t){op, kind, SIZE_MAX};
  }
  return true;
}

// Whether no item from `first` to `last`, both exclusive, touches a memref.
static bool is_untouched(parts_t *p, size_t first, size_t last, ptowsp_value_t *memref) {
  for (size_t i = first + 1; i < last; i++) {
    touch_t touch = touches(p->items[i].op, memref);
    if (touch.read || touch.written) return false;
  }
  return true;
}

// Whether a store copies the sum out: r = s or r += s.
static bool is_copy(ptowsp_op_t *store, ptowsp_value_t *sum) {
  if (!ptowsp_op_is(store, PTOWSP_OP_MEMREF_STORE)) return false;
  ptowsp_value_t *part = ptowsp_op_operand(store, 0);
  contraction_added(store, &part);
  ptowsp_op_t *load = ptowsp_value_op(part);
  return ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) && split_memref_of(load) == sum &&
         split_memref_of(store) != sum;
}

// Takes what clears a product's sum before item `i`, and what copies it out behind it, into the
// product's group, and other products into the same local.
static void join_frame(parts_t *p, size_t i, size_t group) {
  ptowsp_op_t *sum = sum_of(p, p->items[i].op);
  ptowsp_value_t *memref = split_memref_of(sum);
  bool local = ptowsp_value_op(memref) && ptowsp_type_rank(ptowsp_value_type(memref)) == 0;
  size_t init = i, last = i;
  while (init-- > 0) {
    ptowsp_op_t *store = p->items[init].op;
    if (!is_untouched(p, init, i, memref)) break;
    if (!ptowsp_op_is(store, PTOWSP_OP_MEMREF_STORE) || !contraction_same_place(store, sum))
      continue;
    if (p->items[init].group == SIZE_MAX && contraction_is_zero(ptowsp_op_operand(store, 0)))
      p->items[init].group = group;
    break;
  }
  if (!local || init == SIZE_MAX || p->items[init].group != group) return;
  for (size_t j = i + 1; j < p->item_count; j++) {
    item_t *item = &p->items[j];
    if (!is_untouched(p, last, j, memref)) return;
    ptowsp_op_t *other = item->kind == SPLIT_CUBE ? sum_of(p, item->op) : NULL;
    if (other && split_memref_of(other) == memref) {
      item->group = group;
      last = j;
    } else if (p->copies && is_copy(item->op, memref) &&
               is_untouched(p, last, j, split_memref_of(item->op)) &&
               is_untouched(p, j, p->item_count, memref)) {
      item->group = group;
      return;
    }
  }
}

// Numbers the groups in text order of their products and of the other work.
static bool make_groups(parts_t *p) {
  size_t names[MAX_GROUPS];
  bool vector = false; // the last group is one of other work
  for (size_t i = 0; i < p->item_count; i++)
    if (p->items[i].kind == SPLIT_CUBE && p->items[i].group == SIZE_MAX) {
      p->items[i].group = MAX_ITEMS + i;
      join_frame(p, i, MAX_ITEMS + i);
    }
  for (size_t i = 0; i < p->item_count; i++) {
    item_t *item = &p->items[i];
    bool other = item->group == SIZE_MAX, first = item->group == MAX_ITEMS + i;
    if (first || (other && !vector)) {
      if (p->group_count == MAX_GROUPS) return false;
      names[p->group_count++] = other ? SIZE_MAX : item->group;
      vector = other;
    }
    if (other) item->group = p->group_count - 1;
  }
  for (size_t i = 0; i < p->item_count; i++)
    for (size_t g = 0; g < p->group_count && p->items[i].group >= MAX_ITEMS; g++)
      if (names[g] == p->items[i].group) p->items[i].group = g;
  return true;
}

// The groups, a bit each, that an operation of the body belongs to; all, with the budget spent.
static uint64_t groups_above(parts_t *p, ptowsp_op_t *op, int *budget) {
  const item_t *item = item_of(p, op);
  uint64_t groups = item ? UINT64_C(1) << item->group : 0;
  if (--*budget < 0) return (UINT64_C(1) << p->group_count) - 1;
  for (size_t i = 0; !item && i < ptowsp_op_result_count(op); i++)
    for (ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, i)); use;
         use = ptowsp_use_next(use)) {
      ptowsp_op_t *user = split_place(p->body, ptowsp_use_op(use));
      if (user) groups |= groups_above(p, user, budget);
    }
  return groups;
}

static uint64_t groups_of(parts_t *p, ptowsp_op_t *op) {
  int budget = 1000; // values may use one another twice
  return groups_above(p, op, &budget);
}

// ---------------------------------------------------------------- order

// Whether an instance of `a` runs before a conflicting one of `b`.
static bool runs_before(const ptowsp_model_t *model, const ptowsp_access_t *a,
                        const ptowsp_access_t *b) {
  isl_map *map = ptowsp_conflicts(a, b);
  map = isl_map_intersect(
      map, ptowsp_before(model->stmts.data[a->stmt].schedule, model->stmts.data[b->stmt].schedule));
  bool before = isl_map_is_empty(map) != isl_bool_true;
  isl_map_free(map);
  return before;
}

bool split_is_adding(ptowsp_op_t *op) {
  ptowsp_value_t *part = NULL;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return contraction_added(op, &part) != NULL;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  if (!use || ptowsp_use_next(use)) return false;
  ptowsp_op_t *sum = ptowsp_use_op(use);
  if (ptowsp_op_result_count(sum) != 1) return false;
  use = ptowsp_value_first_use(ptowsp_op_result(sum, 0));
  if (!use || ptowsp_use_next(use)) return false;
  ptowsp_op_t *store = ptowsp_use_op(use);
  return ptowsp_op_is(store, PTOWSP_OP_MEMREF_STORE) && contraction_added(store, &part) == op;
}

static unsigned lowest(uint64_t groups) { return (unsigned)__builtin_ctzll(groups); }
static unsigned highest(uint64_t groups) { return 63 - (unsigned)__builtin_clzll(groups); }

// Whether the groups may run one after the other.
static bool is_legal(parts_t *p) {
  ptowsp_model_t *model = ptowsp_model_create(p->s->isl, &p->loop, 1, NULL);
  bool ok = model != NULL;
  for (size_t i = 0; ok && i < model->accesses.size; i++)
    for (size_t j = 0; ok && j < model->accesses.size; j++) {
      const ptowsp_access_t *a = &model->accesses.data[i], *b = &model->accesses.data[j];
      if (a->array != b->array || (!a->write && !b->write)) continue;
      uint64_t x = groups_of(p, split_place(p->body, model->stmts.data[a->stmt].op));
      uint64_t y = groups_of(p, split_place(p->body, model->stmts.data[b->stmt].op));
      if (!x || !y || highest(x) <= lowest(y)) continue;
      // What is added first is of no account.
      ok = !runs_before(model, a, b) || (split_is_adding(model->stmts.data[a->stmt].op) &&
                                         split_is_adding(model->stmts.data[b->stmt].op));
    }
  if (model) ptowsp_model_destroy(model);
  return ok;
}

// ---------------------------------------------------------------- values between groups

// Keeps what a load read in a local, for the groups that use it after the element has changed.
static void keep_loaded(parts_t *p, ptowsp_op_t *load) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(load, 0));
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(p->body));
  type = ptowsp_type_memref(p->s->context, NULL, 0, type, NULL, NULL);
  b.loc = ptowsp_op_loc(load);
  ptowsp_value_t *local = ptowsp_build_alloc(&b, type, NULL, NULL);
  ptowsp_value_t *value = ptowsp_op_result(load, 0);
  ops_t users = {0};
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    ptowsp_vec_push(&users, ptowsp_use_op(use));
  for (size_t i = 0; i < users.size; i++) {
    b = ptowsp_builder_before(users.data[i]);
    b.loc = ptowsp_op_loc(load);
    ptowsp_op_replace_operand(users.data[i], value, ptowsp_build_load(&b, local, NULL));
  }
  ptowsp_vec_deinit(&users);
  b = ptowsp_builder_after(load);
  ptowsp_build_store(&b, value, local, NULL);
}

// Whether an item behind the load writes the array it reads, in a group before one that uses it.
static bool is_overtaken(parts_t *p, ptowsp_op_t *load) {
  uint64_t groups = groups_of(p, load);
  for (ptowsp_op_t *op = load; op && groups; op = ptowsp_op_next(op)) {
    const item_t *item = item_of(p, op);
    if (item && touches(op, split_memref_of(load)).written && highest(groups) > item->group)
      return true;
  }
  return false;
}

static bool keep_overtaken(parts_t *p) {
  bool any = false;
  ptowsp_block_each(p->body, op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || !is_overtaken(p, op)) continue;
    keep_loaded(p, op);
    any = true;
  }
  return any;
}

// ---------------------------------------------------------------- distribution

static uint64_t users_of_local(parts_t *p, ptowsp_op_t *alloc) {
  uint64_t groups = 0;
  for (ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(alloc, 0)); use;
       use = ptowsp_use_next(use))
    groups |= groups_of(p, split_place(p->body, ptowsp_use_op(use)));
  return groups;
}

// Whether a local may have an extent more: it is of constant shape, nothing but loads and stores
// sees its type, and the array is not too large.
static bool is_expandable(const ptowsp_op_t *alloc, int64_t extent) {
  ptowsp_value_t *local = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(local);
  int64_t shape[CONTRACTION_RANK + 1] = {extent};
  size_t rank = ptowsp_type_rank(type);
  if (ptowsp_op_operand_count(alloc) || rank >= CONTRACTION_RANK || extent < 1) return false;
  memcpy(shape + 1, ptowsp_type_shape(type), rank * sizeof *shape);
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use)) {
    size_t store = ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE);
    if (ptowsp_use_operand(use) != store ||
        !(store || ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD)))
      return false;
  }
  return ptowsp_shape_is_held(shape, rank + 1);
}

static bool can_expand(parts_t *p) {
  int64_t lower = 0, step = 0, extent = split_loop_span(p->s, p->loop, &lower, &step);
  ptowsp_block_each(p->body, op) {
    if (!ptowsp_op_is_local(op)) continue;
    uint64_t groups = users_of_local(p, op);
    if (!groups || lowest(groups) == highest(groups)) continue;
    if (!is_expandable(op, extent)) return false;
  }
  return true;
}

static void expand_locals(parts_t *p) {
  ptowsp_block_each(p->body, op) {
    if (!ptowsp_op_is_local(op)) continue;
    uint64_t groups = users_of_local(p, op);
    if (groups && lowest(groups) != highest(groups)) expand_local(p, op);
  }
}

// A copy of the loop in front of it with the items of one group.
static void copy_group(parts_t *p, size_t group) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_op_t *copy = ptowsp_op_clone(p->loop, map);
  ptowsp_value_map_destroy(map);
  ptowsp_op_move_before(copy, p->loop);
  ops_t others = {0};
  ptowsp_op_t *twin = ptowsp_block_first(ptowsp_op_body(copy));
  ptowsp_block_each(p->body, op) {
    const item_t *item = item_of(p, op);
    if (item && item->group != group) ptowsp_vec_push(&others, twin);
    twin = ptowsp_op_next(twin);
  }
  for (size_t i = others.size; i-- > 0;) ptowsp_op_erase(others.data[i]);
  ptowsp_vec_deinit(&others);
  split_drop_dead(ptowsp_op_body(copy));
}

static bool describe(parts_t *p) {
  p->item_count = p->group_count = 0;
  return collect_items(p) && make_groups(p);
}

static bool has_results(ptowsp_block_t *body) {
  ptowsp_block_each(body, op) {
    if (split_has_effect(op) && ptowsp_op_result_count(op)) return true;
  }
  return false;
}

static void distribute(split_t *s, ptowsp_op_t *nest, ptowsp_op_t *loop, bool copies) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  if (ptowsp_op_result_count(loop)) return; // its iterations hand something on
  parts_t p = {.s = s, .nest = nest, .loop = loop, .body = body, .copies = copies};
  ops_t inner = {0};
  ptowsp_block_each(body, op) {
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && sum_of(&p, op)) ptowsp_vec_push(&inner, op);
  }
  for (size_t i = 0; i < inner.size; i++) distribute(s, nest, inner.data[i], copies);
  ptowsp_vec_deinit(&inner);
  if (has_results(body) || !describe(&p) || p.group_count < 2) return;
  if (keep_overtaken(&p) && !describe(&p)) return;
  if (!is_legal(&p) || !can_expand(&p)) return;
  expand_locals(&p);
  for (size_t g = 0; g < p.group_count; g++) copy_group(&p, g);
  ptowsp_op_erase(loop);
}

bool split_is_product(split_t *s, ptowsp_op_t *loop) {
  contraction_t c;
  contraction_reason_t reason;
  unsigned kinds = contraction_kinds(loop) | CONTRACTION_LOCALS;
  if (!contraction_match(s->isl, loop, kinds, &c, &reason)) return false;
  contraction_deinit(&c);
  return true;
}

static void distribute_nests(split_t *s, ptowsp_block_t *block, bool copies) {
  ops_t loops = {0};
  ptowsp_block_each(block, op) {
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push(&loops, op);
  }
  for (size_t i = 0; i < loops.size; i++)
    if (split_has_matrix(s, loops.data[i]) && !split_is_product(s, loops.data[i]))
      distribute(s, loops.data[i], loops.data[i], copies);
  ptowsp_vec_deinit(&loops);
}

void split_distribute(split_t *s, ptowsp_block_t *block) {
  ops_t loops = {0};
  // A sum's copy that makes its loop no product after all is parted in the second turn.
  distribute_nests(s, block, true);
  distribute_nests(s, block, false);
  ptowsp_block_each(block, op) {
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push(&loops, op);
  }
  for (size_t i = 0; i < loops.size; i++)
    if (split_has_matrix(s, loops.data[i]) && !split_is_product(s, loops.data[i]))
      split_boxes(s, loops.data[i]);
  ptowsp_vec_deinit(&loops);
}
