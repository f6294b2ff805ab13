// Extremes that start from one of the elements they are taken of, before the loops are raised:
// they start from nothing and take all.
//
//   float m = x[i][0];                           float m = -INFINITY;
//   for (j = 1; j < n; j++)                →     for (j = 0; j < n; j++)
//     m = fmaxf(m, x[i][j]);                       m = fmaxf(m, x[i][j]);
//
// Taking an element again changes no extreme. An extreme by choice of floats keeps its start: a NaN
// there stays.
#include <math.h>

#include "cut_loops.h"
#include "wsp_raise_loops.h"

typedef struct {
  raise_t *r;
  ptowsp_op_t *loop;
  ptowsp_op_t *store;      // the only one of the loop, to a scalar
  ptowsp_value_t *operand; // what it takes the extreme of
  ptowsp_op_t *start;      // the store to the scalar in front of the loop
  bool greatest, real, by_choice;
} extreme_t;

static ptowsp_value_t *array_of(ptowsp_op_t *access) {
  return ptowsp_op_operand(access, ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0);
}

// ---------------------------------------------------------------- the loop

// The only operation of the loop that is more than a value; NULL: there are others.
static ptowsp_op_t *only_store(ptowsp_op_t *loop) {
  ptowsp_op_t *store = NULL;
  ptowsp_block_each(ptowsp_op_body(loop), op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) break;
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD))
      continue;
    if (store || !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return NULL;
    store = op;
  }
  return store;
}

static bool is_old(const extreme_t *e, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  return ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) && array_of(load) == array_of(e->store);
}

// scalar op operand
static bool match_combine(extreme_t *e) {
  ptowsp_op_t *op = ptowsp_value_op(ptowsp_op_operand(e->store, 0));
  switch (op ? ptowsp_op_id(op) : PTOWSP_OP_BUILTIN_MODULE) {
    case PTOWSP_OP_ARITH_MAXNUMF:
    case PTOWSP_OP_ARITH_MAXSI:
      e->greatest = true;
      break;
    case PTOWSP_OP_ARITH_MINNUMF:
    case PTOWSP_OP_ARITH_MINSI:
      break;
    default:
      return false;
  }
  size_t side = is_old(e, ptowsp_op_operand(op, 0)) ? 0 : 1;
  e->operand = ptowsp_op_operand(op, 1 - side);
  return is_old(e, ptowsp_op_operand(op, side));
}

// operand > scalar ? operand : scalar, in any order
static bool match_choice(extreme_t *e) {
  enum { LT = 2, LE, GT, GE };
  ptowsp_op_t *select = ptowsp_value_op(ptowsp_op_operand(e->store, 0));
  if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) return false;
  ptowsp_op_t *compare = ptowsp_value_op(ptowsp_op_operand(select, 0));
  bool real = ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF);
  if (!real && !ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPI)) return false;
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", 0);
  bool greater = real ? predicate == 2 || predicate == 3 : predicate == GT || predicate == GE;
  bool less = real ? predicate == 4 || predicate == 5 : predicate == LT || predicate == LE;
  ptowsp_value_t *x = ptowsp_op_operand(compare, 0), *y = ptowsp_op_operand(compare, 1);
  bool old_left = is_old(e, x);
  e->operand = old_left ? y : x;
  bool yes = ptowsp_op_operand(select, 1) == e->operand;
  ptowsp_value_t *other = ptowsp_op_operand(select, yes ? 2 : 1);
  e->by_choice = true;
  e->greatest = (old_left == yes) ? less : greater;
  return (greater || less) && (yes || ptowsp_op_operand(select, 2) == e->operand) &&
         is_old(e, other) && is_old(e, old_left ? x : y);
}

// ---------------------------------------------------------------- the start

static bool may_write(const extreme_t *e, ptowsp_op_t *op, ptowsp_value_t *array) {
  if (ptowsp_op_region_count(op)) return true;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return false;
  return array_of(op) == array || raise_are_aliases(e->r, array_of(op), array);
}

// Whether the array is the same in front of the loop as at an operation there.
static bool is_unchanged(const extreme_t *e, ptowsp_op_t *since, ptowsp_value_t *array) {
  for (ptowsp_op_t *op = ptowsp_op_previous(e->loop); op; op = ptowsp_op_previous(op)) {
    if (op == since) return true;
    if (may_write(e, op, array)) return false;
  }
  return false;
}

// The store to the scalar that the loop starts from, if nothing reads it before.
static bool find_start(extreme_t *e) {
  ptowsp_value_t *scalar = array_of(e->store);
  for (ptowsp_op_t *op = ptowsp_op_previous(e->loop); op; op = ptowsp_op_previous(op)) {
    if (ptowsp_op_region_count(op)) return false;
    bool load = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
    if (load && array_of(op) == scalar) return false;
    e->start = op;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && array_of(op) == scalar) return true;
  }
  return false;
}

static bool same_place(const extreme_t *e, ptowsp_value_t *x, ptowsp_value_t *y) {
  int64_t distance = 0;
  isl_aff *a = raise_affine(e->r, x), *b = a ? raise_affine(e->r, y) : NULL;
  return b && raise_distance(a, b, &distance) && distance == 0;
}

// Whether a value from in front of the loop is the same as one that is computed at the loop.
static bool same(const extreme_t *e, ptowsp_value_t *before, ptowsp_value_t *now, int depth) {
  ptowsp_op_t *x = ptowsp_value_op(before), *y = ptowsp_value_op(now);
  if (before == now) return true;
  if (ptowsp_type_is_index(ptowsp_value_type(before))) return same_place(e, before, now);
  if (!x || !y || !depth || ptowsp_op_id(x) != ptowsp_op_id(y) ||
      ptowsp_op_properties(x) != ptowsp_op_properties(y) ||
      ptowsp_op_operand_count(x) != ptowsp_op_operand_count(y) ||
      ptowsp_value_type(before) != ptowsp_value_type(now))
    return false;
  bool load = ptowsp_op_is(x, PTOWSP_OP_MEMREF_LOAD);
  if (load && !is_unchanged(e, x, array_of(x))) return false;
  if (!load && !ptowsp_op_has_trait(x, PTOWSP_TRAIT_PURE)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(x); i++)
    if (!same(e, ptowsp_op_operand(x, i), ptowsp_op_operand(y, i), depth - 1)) return false;
  return true;
}

// Whether the scalar starts from what an iteration of the loop takes.
static bool starts_from(const extreme_t *e, int64_t iteration) {
  enum { DEPTH = 8 };
  ptowsp_builder_t b = ptowsp_builder_before(e->loop);
  ptowsp_op_t *last = ptowsp_op_previous(e->loop);
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_block_t *body = ptowsp_op_body(e->loop);
  ptowsp_value_map_set(map, ptowsp_block_arg(body, 0), ptowsp_build_index(&b, iteration));
  for (ptowsp_op_t *op = ptowsp_block_first(body); op != e->store; op = ptowsp_op_next(op))
    ptowsp_op_move_before(ptowsp_op_clone(op, map), e->loop);
  ptowsp_value_t *now = ptowsp_value_map_get(map, e->operand);
  bool found = now && same(e, ptowsp_op_operand(e->start, 0), now, DEPTH);
  ptowsp_value_map_destroy(map);
  while (ptowsp_op_previous(e->loop) != last) ptowsp_op_erase(ptowsp_op_previous(e->loop));
  return found;
}

// Whether a type is one of integers whose least number is written down.
static bool has_least(ptowsp_type_t type) {
  return ptowsp_type_is_index(type) ||
         (ptowsp_type_is_integer(type) && ptowsp_type_width(type) <= 64);
}

// The number that no element exceeds.
static ptowsp_attr_t nothing(const extreme_t *e) {
  ptowsp_type_t type = ptowsp_value_type(e->operand);
  if (e->real) return ptowsp_attr_float(e->r->context, e->greatest ? -INFINITY : INFINITY, type);
  int64_t least = INT64_MIN >> (64 - ptowsp_type_width(type));
  return ptowsp_attr_integer(e->r->context, e->greatest ? least : -(least + 1), type);
}

static void begin_at_start(raise_t *r, ptowsp_op_t *loop) {
  extreme_t e = {.r = r, .loop = loop, .store = only_store(loop)};
  int64_t lower = 0, upper = 0, step = 0;
  if (!e.store || ptowsp_op_operand_count(e.store) != 2) return;
  if (!ptowsp_loop_range(loop, &lower, &upper, &step) || lower >= upper) return;
  if (!match_combine(&e) && !match_choice(&e)) return;
  ptowsp_type_t type = ptowsp_value_type(e.operand);
  e.real = ptowsp_type_is_float(type);
  if (!e.real && !has_least(type)) return;
  if (!find_start(&e)) return;
  if (starts_from(&e, lower - step))
    ptowsp_loop_set_range(loop, lower - step, upper);
  else if (!starts_from(&e, lower))
    return;
  if (e.real && e.by_choice) return;
  ptowsp_builder_t b = ptowsp_builder_before(e.start);
  ptowsp_op_set_operand(e.start, 0, ptowsp_build_constant(&b, nothing(&e)));
}

static ptowsp_walk_t visit(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) begin_at_start(data, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_begin_extremes(raise_t *r) { ptowsp_walk_pre(r->scalar, visit, r); }

// ---------------------------------------------------------------- guards

// An extreme by choice of some of the elements takes all, of which the others are nothing.
//
//   g ? (x > m ? x : m) : m          →     (g ? x : -inf) > m ? (g ? x : -inf) : m
//   g ? (x > m ? at : n) : n         →     (g ? x : -inf) > m ? at : n
typedef struct {
  ptowsp_op_t *store;
  ptowsp_value_t *guard, *condition, *value; // guard and condition ? value : the element
  ptowsp_op_t *compare;
  ptowsp_value_t *operand, *old; // what is compared
  bool greatest, strict;
} guarded_t;

static bool is_element(const guarded_t *g, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(load); i++)
    if (ptowsp_op_operand(load, i) != ptowsp_op_operand(g->store, i + 1)) return false;
  return true;
}

// Guard, condition and value of a store under two conditions, one in the other or both together.
static bool match_guard(guarded_t *g) {
  ptowsp_op_t *select = ptowsp_value_op(ptowsp_op_operand(g->store, 0));
  if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) return false;
  if (!is_element(g, ptowsp_op_operand(select, 2))) return false;
  g->guard = ptowsp_op_operand(select, 0);
  g->value = ptowsp_op_operand(select, 1);
  ptowsp_op_t *inner = ptowsp_value_op(g->value), *both = ptowsp_value_op(g->guard);
  if (ptowsp_op_is(inner, PTOWSP_OP_ARITH_SELECT) && is_element(g, ptowsp_op_operand(inner, 2))) {
    g->condition = ptowsp_op_operand(inner, 0);
    g->value = ptowsp_op_operand(inner, 1);
    return true;
  }
  int64_t otherwise = 1;
  bool choice = ptowsp_op_is(both, PTOWSP_OP_ARITH_SELECT) &&
                ptowsp_value_constant(ptowsp_op_operand(both, 2), &otherwise) && !otherwise;
  if (!choice && !ptowsp_op_is(both, PTOWSP_OP_ARITH_ANDI)) return false;
  g->guard = ptowsp_op_operand(both, 0);
  g->condition = ptowsp_op_operand(both, 1);
  return true;
}

// Whether a comparison finds what lies beyond an element that is read.
static bool match_beyond(guarded_t *g) {
  ptowsp_op_t *compare = g->compare = ptowsp_value_op(g->condition);
  bool real = ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF);
  if (!real && !ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPI)) return false;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(compare, 0));
  if (!real && (ptowsp_type_is_index(type) || !has_least(type) || ptowsp_type_width(type) < 8))
    return false;
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", 0);
  if (predicate < 2 || predicate > 5) return false;
  bool greater = real ? predicate <= PTOWSP_CMPF_OGE : predicate >= PTOWSP_CMPI_SGT;
  g->strict = predicate % 2 == 0;
  // The element stands on the side that is not taken, or that is read again and again.
  ptowsp_value_t *x = ptowsp_op_operand(compare, 0), *y = ptowsp_op_operand(compare, 1);
  bool left = is_element(g, x) || g->value == y;
  g->operand = left ? y : x;
  g->old = left ? x : y;
  g->greatest = greater != left;
  return ptowsp_op_is(ptowsp_value_op(g->old), PTOWSP_OP_MEMREF_LOAD);
}

// Erases those that nothing needs any more, each of which needs those behind it.
static void drop_unused(ptowsp_op_t *const *ops, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool again = false;
    for (size_t j = 0; j < i; j++) again = again || ops[j] == ops[i];
    if (!again && ops[i] && ptowsp_op_has_trait(ops[i], PTOWSP_TRAIT_PURE) &&
        !ptowsp_value_has_uses(ptowsp_op_result(ops[i], 0)))
      ptowsp_op_erase(ops[i]);
  }
}

// A comparison under a guard that has become one of all.
typedef struct {
  ptowsp_value_t *guard, *from, *operand;
  ptowsp_op_t *before, *compare;
} compared_t;

typedef struct {
  raise_t *r;
  PTOWSP_VEC(compared_t) compared;
} guards_t;

// Extremes and their places share what they compare.
static compared_t compare_all(guards_t *guards, const guarded_t *g) {
  for (size_t i = guards->compared.size; i-- > 0;) {
    compared_t *known = &guards->compared.data[i];
    if (known->guard == g->guard && known->before == g->compare && known->from == g->operand &&
        ptowsp_op_block(known->compare) == ptowsp_op_block(g->store))
      return *known;
  }
  ptowsp_builder_t b = ptowsp_builder_before(g->store);
  extreme_t e = {.r = guards->r, .operand = g->operand, .greatest = g->greatest};
  e.real = ptowsp_type_is_float(ptowsp_value_type(g->operand));
  ptowsp_value_t *none = ptowsp_build_constant(&b, nothing(&e));
  ptowsp_value_t *operand = ptowsp_build_select(&b, g->guard, g->operand, none);
  ptowsp_op_t *compare = ptowsp_op_clone(g->compare, NULL);
  ptowsp_op_move_before(compare, g->store);
  ptowsp_op_replace_operand(compare, g->operand, operand);
  compared_t made = {g->guard, g->operand, operand, g->compare, compare};
  ptowsp_vec_push(&guards->compared, made);
  return made;
}

static void take_all(guards_t *guards, guarded_t *g) {
  compared_t made = compare_all(guards, g);
  ptowsp_builder_t b = ptowsp_builder_before(g->store);
  ptowsp_value_t *value = g->value == g->operand ? made.operand : g->value;
  ptowsp_op_t *before = ptowsp_value_op(ptowsp_op_operand(g->store, 0));
  ptowsp_op_t *parts[] = {before, ptowsp_value_op(ptowsp_op_operand(before, 1)),
                          ptowsp_value_op(ptowsp_op_operand(before, 0)), g->compare};
  ptowsp_value_t *old = ptowsp_op_operand(before, 2);
  ptowsp_op_set_operand(g->store, 0,
                        ptowsp_build_select(&b, ptowsp_op_result(made.compare, 0), value, old));
  drop_unused(parts, PTOWSP_COUNTOF(parts));
}

static ptowsp_walk_t visit_guarded(ptowsp_op_t *op, void *data) {
  guarded_t g = {.store = op};
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || !match_guard(&g)) return PTOWSP_WALK_ADVANCE;
  bool found = match_beyond(&g);
  if (!found) { // the other one of the two
    ptowsp_value_t *guard = g.guard;
    g.guard = g.condition;
    g.condition = guard;
    found = match_beyond(&g);
  }
  bool own = g.operand == g.value && is_element(&g, g.old);
  if (found && (g.strict || own)) take_all(data, &g);
  return PTOWSP_WALK_ADVANCE;
}

void raise_guard_extremes(raise_t *r) {
  guards_t guards = {.r = r};
  ptowsp_walk_pre(r->scalar, visit_guarded, &guards);
  ptowsp_vec_deinit(&guards.compared);
}
