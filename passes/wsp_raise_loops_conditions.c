// Conditions of the scalar program, before it is raised: what stands under one is done always, and
// a store chooses between its value and what is there.
//
//   scf.if %c {                       %0 = memref.load %x[%i]
//     memref.store %v, %x[%i]    →    %1 = arith.select %c, %v, %0
//   }                                 memref.store %1, %x[%i]
//
// Only elements that the kernel is known to touch may be read or written more often than the
// program does.
#include "wsp_raise_loops.h"

// ---------------------------------------------------------------- what may run always

bool raise_may_trap(ptowsp_op_t *op) {
  int64_t divisor = 0;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_REMUI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return !ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) || divisor == 0 ||
             divisor == -1;
    default:
      return false;
  }
}

// Why an op under a condition cannot run always; NULL: it can.
static const char *obstacle(raise_t *r, ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MEMREF_LOAD:
    case PTOWSP_OP_MEMREF_STORE:
      if (raise_is_safe(r, op)) return NULL;
      r->ways.may_tap = r->may_guard = true;
      if (r->guarded && raise_is_guardable(r, op)) return NULL;
      return "under the condition an element is touched that may lie outside of the array where it "
             "does not hold";
    case PTOWSP_OP_MEMREF_ALLOC:
    case PTOWSP_OP_MEMREF_ALLOCA:
      return NULL;
    case PTOWSP_OP_SCF_FOR:
      return ptowsp_op_result_count(op) ? "the loop carries values" : NULL;
    default:
      break;
  }
  if (raise_may_trap(op) && ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0))))
    return "a division in a subscript stands under a condition";
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op)) return NULL;
  return "what stands under the condition has no tile instruction";
}

typedef struct {
  raise_t *r;
  ptowsp_op_t *root;
  ptowsp_loc_t loc;
  const char *reason;
} obstacle_t;

static ptowsp_walk_t visit_inner(ptowsp_op_t *op, void *data) {
  obstacle_t *found = data;
  if (op == found->root) return PTOWSP_WALK_ADVANCE;
  found->reason = obstacle(found->r, op);
  if (!found->reason) return PTOWSP_WALK_ADVANCE;
  found->loc = ptowsp_op_loc(op);
  return PTOWSP_WALK_INTERRUPT;
}

bool raise_condition_obstacle(raise_t *r, ptowsp_op_t *op, ptowsp_loc_t *out_loc,
                              const char **out_reason) {
  obstacle_t found = {.r = r, .root = op, .loc = ptowsp_op_loc(op)};
  bool none = ptowsp_walk_pre(op, visit_inner, &found);
  if (found.loc.line) *out_loc = found.loc;
  if (!none) *out_reason = found.reason;
  return !none;
}

// ---------------------------------------------------------------- stores

typedef struct {
  ptowsp_value_t *condition;
  bool holds; // whether it does where the stores take place
  PTOWSP_VEC(ptowsp_op_t *) stores;
  PTOWSP_VEC(ptowsp_op_t *) divisions; // that may trap
  PTOWSP_VEC(ptowsp_op_t *) loads;     // that may lie outside
  raise_t *r;
} guard_t;

static ptowsp_walk_t visit_guarded(ptowsp_op_t *op, void *data) {
  guard_t *guard = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) ptowsp_vec_push(&guard->stores, op);
  if (raise_may_trap(op)) ptowsp_vec_push(&guard->divisions, op);
  if (guard->r->guarded && ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) &&
      !raise_is_safe(guard->r, op) && raise_is_guardable(guard->r, op))
    ptowsp_vec_push(&guard->loads, op);
  return PTOWSP_WALK_ADVANCE;
}

// Makes a division one by 1 where the condition is not as it must be.
static void guard_division(ptowsp_op_t *op, const guard_t *guard) {
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *divisor = ptowsp_op_operand(op, 1);
  ptowsp_type_t type = ptowsp_value_type(divisor);
  ptowsp_value_t *one =
      ptowsp_build_constant(&b, ptowsp_attr_integer(ptowsp_type_context(type), 1, type));
  ptowsp_op_set_operand(op, 1,
                        ptowsp_build_select(&b, guard->condition, guard->holds ? divisor : one,
                                            guard->holds ? one : divisor));
}

// Makes a load one of the first elements where the condition is not as it must be.
static void guard_load(ptowsp_op_t *load, const guard_t *guard) {
  raise_place_t place;
  if (!raise_find_place(guard->r, load, &place)) return;
  for (size_t i = 0; i < raise_rank(load); i++) {
    int64_t first = 0, size = 0;
    if (raise_is_within(guard->r, load, i, &place)) continue;
    raise_touched(guard->r, ptowsp_op_operand(load, 0), i, &first, &size);
    ptowsp_builder_t b = ptowsp_builder_before(load);
    ptowsp_value_t *subscript = ptowsp_op_operand(load, i + 1),
                   *other = ptowsp_build_index(&b, first);
    ptowsp_op_set_operand(
        load, i + 1,
        ptowsp_build_select(&b, guard->condition, guard->holds ? subscript : other,
                            guard->holds ? other : subscript));
  }
  isl_set_free(place.domain);
}

// Whether a value is what the store's element held, as far as its operands say.
static bool is_own_load(ptowsp_op_t *store, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  size_t count = ptowsp_op_operand_count(load);
  if (count + 1 != ptowsp_op_operand_count(store)) return false;
  for (size_t i = 0; i < count; i++)
    if (ptowsp_op_operand(load, i) != ptowsp_op_operand(store, i + 1)) return false;
  return true;
}

static ptowsp_value_t *build_holding(ptowsp_builder_t *b, ptowsp_value_t *condition, bool holds) {
  if (holds) return condition;
  ptowsp_context_t *context = ptowsp_op_context(ptowsp_block_op(b->block));
  ptowsp_value_t *truth = ptowsp_build_constant(b, ptowsp_attr_bool(context, true));
  return ptowsp_build_binary(b, PTOWSP_OP_ARITH_XORI, condition, truth);
}

// A store under two conditions is one under both: sums and extremes are found by what they choose
// between, not by the choice of a choice. False: there is no other condition.
static bool guard_again(ptowsp_op_t *store, ptowsp_value_t *condition, bool holds) {
  ptowsp_op_t *select = ptowsp_value_op(ptowsp_op_operand(store, 0));
  if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) return false;
  bool held = is_own_load(store, ptowsp_op_operand(select, 2));
  if (!held && !is_own_load(store, ptowsp_op_operand(select, 1))) return false;
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_value_t *both =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ANDI, build_holding(&b, condition, holds),
                          build_holding(&b, ptowsp_op_operand(select, 0), held));
  ptowsp_op_set_operand(store, 0,
                        ptowsp_build_select(&b, both, ptowsp_op_operand(select, held ? 1 : 2),
                                            ptowsp_op_operand(select, held ? 2 : 1)));
  if (!ptowsp_value_has_uses(ptowsp_op_result(select, 0))) ptowsp_op_erase(select);
  return true;
}

// Makes a store keep what is there where the condition is not as it must be.
static void guard_store(ptowsp_op_t *store, ptowsp_value_t *condition, bool holds) {
  if (guard_again(store, condition, holds)) return;
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_value_t *indices[RAISE_MAX_DIMS];
  size_t rank = raise_rank(store);
  for (size_t i = 0; i < rank; i++) indices[i] = ptowsp_op_operand(store, i + 2);
  ptowsp_value_t *value = ptowsp_op_operand(store, 0);
  ptowsp_value_t *old = ptowsp_build_load(&b, ptowsp_op_operand(store, 1), indices);
  ptowsp_value_t *chosen =
      ptowsp_build_select(&b, condition, holds ? value : old, holds ? old : value);
  ptowsp_op_set_operand(store, 0, chosen);
}

static bool same_value(ptowsp_value_t *a, ptowsp_value_t *b, int depth) {
  if (a == b) return true;
  ptowsp_op_t *x = ptowsp_value_op(a), *y = ptowsp_value_op(b);
  if (!x || !y || depth == 0 || ptowsp_op_id(x) != ptowsp_op_id(y)) return false;
  if (!ptowsp_op_has_trait(x, PTOWSP_TRAIT_PURE) || ptowsp_op_region_count(x)) return false;
  if (ptowsp_op_operand_count(x) != ptowsp_op_operand_count(y)) return false;
  if (ptowsp_op_properties(x) != ptowsp_op_properties(y)) return false;
  if (ptowsp_value_type(a) != ptowsp_value_type(b)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(x); i++)
    if (!same_value(ptowsp_op_operand(x, i), ptowsp_op_operand(y, i), depth - 1)) return false;
  return true;
}

static bool same_element(ptowsp_op_t *a, ptowsp_op_t *b) {
  enum { DEPTH = 6 };
  if (ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b)) return false;
  for (size_t i = 1; i < ptowsp_op_operand_count(a); i++)
    if (!same_value(ptowsp_op_operand(a, i), ptowsp_op_operand(b, i), DEPTH)) return false;
  return true;
}

typedef struct {
  const raise_t *r;
  ptowsp_value_t *array;
  bool loads; // these matter too
} touch_t;

static ptowsp_walk_t visit_touch(ptowsp_op_t *op, void *data) {
  const touch_t *touch = data;
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if (!store && !(touch->loads && ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *array = ptowsp_op_operand(op, store ? 1 : 0);
  bool same = array == touch->array || raise_are_aliases(touch->r, array, touch->array);
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether an op in [first, end) touches the array.
static bool is_touched(const raise_t *r, ptowsp_op_t *first, const ptowsp_op_t *end,
                       ptowsp_value_t *array, bool loads) {
  touch_t touch = {r, array, loads};
  for (ptowsp_op_t *op = first; op && op != end; op = ptowsp_op_next(op))
    if (!ptowsp_walk_pre(op, visit_touch, &touch)) return true;
  return false;
}

// Both sides write an element, as the last and the first thing they do with its array: one
// store then writes whichever value it is.
static void pair_stores(raise_t *r, ptowsp_op_t *op) {
  ptowsp_block_t *yes = ptowsp_region_first(ptowsp_op_region(op, 0));
  ptowsp_block_t *no = ptowsp_region_first(ptowsp_op_region(op, 1));
  if (!yes || !no) return;
  for (ptowsp_op_t *second = ptowsp_block_first(no); second; second = ptowsp_op_next(second)) {
    if (!ptowsp_op_is(second, PTOWSP_OP_MEMREF_STORE) || ptowsp_op_attr(second, "wsp.paired"))
      continue;
    ptowsp_value_t *array = ptowsp_op_operand(second, 1);
    if (is_touched(r, ptowsp_block_first(no), second, array, false)) continue;
    ptowsp_op_t *first = ptowsp_block_last(yes);
    while (first && !(ptowsp_op_is(first, PTOWSP_OP_MEMREF_STORE) && same_element(first, second)))
      first = ptowsp_op_previous(first);
    if (!first || is_touched(r, ptowsp_op_next(first), NULL, array, true)) continue;
    // The value of the first is visible where both sides end up, before `op`.
    ptowsp_op_set_attr(second, "wsp.paired", ptowsp_attr_unit(r->context));
    ptowsp_value_t *value = ptowsp_op_operand(first, 0);
    ptowsp_op_erase(first);
    ptowsp_builder_t b = ptowsp_builder_before(second);
    ptowsp_op_set_operand(
        second, 0,
        ptowsp_build_select(&b, ptowsp_op_operand(op, 0), value, ptowsp_op_operand(second, 0)));
  }
}

// ---------------------------------------------------------------- flattening

// What is in a local that is declared under the condition does not matter where it does not hold.
static ptowsp_walk_t visit_own_store(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_t *local = ptowsp_value_op(ptowsp_op_operand(op, 1));
  if (local && ptowsp_op_is_ancestor(data, local))
    ptowsp_op_set_attr(op, "wsp.paired", ptowsp_attr_unit(ptowsp_op_context(op)));
  return PTOWSP_WALK_ADVANCE;
}

static void move_out(raise_t *r, ptowsp_op_t *op, size_t region) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, region));
  guard_t guard = {.condition = ptowsp_op_operand(op, 0), .holds = region == 0, .r = r};
  for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL, *next = NULL; inner;
       inner = next) {
    next = ptowsp_op_next(inner);
    if (ptowsp_op_has_trait(inner, PTOWSP_TRAIT_TERMINATOR)) continue;
    ptowsp_walk_pre(inner, visit_guarded, &guard);
    ptowsp_op_move_before(inner, op);
  }
  for (size_t i = 0; i < guard.stores.size; i++) {
    ptowsp_op_t *store = guard.stores.data[i];
    if (ptowsp_op_attr(store, "wsp.paired"))
      ptowsp_op_set_attr(store, "wsp.paired", NULL);
    else
      guard_store(store, guard.condition, guard.holds);
  }
  for (size_t i = 0; i < guard.divisions.size; i++) guard_division(guard.divisions.data[i], &guard);
  for (size_t i = 0; i < guard.loads.size; i++) guard_load(guard.loads.data[i], &guard);
  ptowsp_vec_deinit(&guard.stores);
  ptowsp_vec_deinit(&guard.divisions);
  ptowsp_vec_deinit(&guard.loads);
}

static void flatten(raise_t *r, ptowsp_op_t *op) {
  pair_stores(r, op);
  ptowsp_walk_pre(op, visit_own_store, op);
  for (size_t i = 0; i < 2; i++) move_out(r, op, i);
  ptowsp_builder_t b = ptowsp_builder_before(op);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *sides[2];
    for (size_t s = 0; s < 2; s++) {
      ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, s));
      sides[s] = ptowsp_op_operand(ptowsp_block_terminator(block), i);
    }
    ptowsp_value_t *chosen = ptowsp_build_select(&b, ptowsp_op_operand(op, 0), sides[0], sides[1]);
    ptowsp_value_replace_all(ptowsp_op_result(op, i), chosen);
  }
  ptowsp_op_erase(op);
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_if(ptowsp_op_t *op, void *data) {
  ops_t *ifs = data;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) ptowsp_vec_push(ifs, op);
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- the same again

static bool is_same_op(ptowsp_op_t *a, ptowsp_op_t *b) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b))
    return false;
  if (ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b)) return false;
  if (ptowsp_value_type(ptowsp_op_result(a, 0)) != ptowsp_value_type(ptowsp_op_result(b, 0)))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (ptowsp_op_operand(a, i) != ptowsp_op_operand(b, i)) return false;
  return true;
}

// Whether a store puts what a load of the same type reads, if nothing comes between.
static bool is_put(ptowsp_op_t *store, ptowsp_op_t *load) {
  if (!ptowsp_op_is(store, PTOWSP_OP_MEMREF_STORE)) return false;
  size_t count = ptowsp_op_operand_count(load);
  if (ptowsp_op_operand_count(store) != count + 1) return false;
  for (size_t i = 0; i < count; i++)
    if (ptowsp_op_operand(store, i + 1) != ptowsp_op_operand(load, i)) return false;
  return true;
}

// Both sides of a condition, and the condition itself, often read or compute the same, or what was
// just stored.
static void merge_equal(raise_t *r, ptowsp_block_t *block) {
  enum { WINDOW = 200 };
  for (ptowsp_op_t *op = ptowsp_block_first(block), *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) merge_equal(r, inner);
    }
    bool load = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
    if (!load && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) continue;
    if (ptowsp_op_region_count(op) || ptowsp_op_result_count(op) != 1) continue;
    ptowsp_op_t *other = ptowsp_op_previous(op);
    ptowsp_value_t *put = NULL;
    for (int back = 0; other && back < WINDOW; other = ptowsp_op_previous(other), back++) {
      if (ptowsp_op_id(other) == ptowsp_op_id(op) && is_same_op(other, op)) break;
      if (load && is_put(other, op)) put = ptowsp_op_operand(other, 0);
      if (put) break;
      if (load && is_touched(r, other, ptowsp_op_next(other), ptowsp_op_operand(op, 0), false))
        back = WINDOW;
    }
    bool same = !put && other && ptowsp_op_id(other) == ptowsp_op_id(op) && is_same_op(other, op);
    if (!same && !put) continue;
    ptowsp_value_replace_all(ptowsp_op_result(op, 0), put ? put : ptowsp_op_result(other, 0));
    ptowsp_op_erase(op);
  }
}

// ---------------------------------------------------------------- nothing yet

static ptowsp_walk_t visit_unset(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether nothing is in a local yet where it is read.
static bool is_unset(const raise_t *r, ptowsp_op_t *load) {
  ptowsp_value_t *local = ptowsp_op_operand(load, 0);
  ptowsp_op_t *alloc = ptowsp_value_op(local);
  return alloc && ptowsp_op_is_local(alloc) && ptowsp_op_block(alloc) == ptowsp_op_block(load) &&
         !is_touched(r, ptowsp_op_next(alloc), load, local, false);
}

// What a store under a condition would keep where there is nothing yet does not matter.
//
//   select %c, %x, (load of nothing)     →     %x
static void choose_set(raise_t *r) {
  ops_t loads = {0};
  ptowsp_walk_pre(r->scalar, visit_unset, &loads);
  for (size_t i = 0; i < loads.size; i++) {
    ptowsp_value_t *value = ptowsp_op_result(loads.data[i], 0);
    if (!is_unset(r, loads.data[i])) continue;
    for (ptowsp_use_t *use = ptowsp_value_first_use(value), *next = NULL; use; use = next) {
      next = ptowsp_use_next(use);
      ptowsp_op_t *select = ptowsp_use_op(use);
      if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) continue;
      ptowsp_value_t *other =
          ptowsp_op_operand(select, ptowsp_op_operand(select, 1) == value ? 2 : 1);
      if (other != value) ptowsp_value_replace_all(ptowsp_op_result(select, 0), other);
    }
  }
  ptowsp_drop_dead(r->scalar);
  for (size_t i = 0; i < loads.size; i++)
    if (!ptowsp_value_has_uses(ptowsp_op_result(loads.data[i], 0))) ptowsp_op_erase(loads.data[i]);
  ptowsp_vec_deinit(&loads);
}

// ---------------------------------------------------------------- any and all

static bool is_truth(ptowsp_value_t *value, bool truth) {
  int64_t number = 0;
  return ptowsp_value_constant(value, &number) && (number != 0) == truth;
}

// `b = b || c` and `b = b && c` choose the constant where c decides: the last such iteration, if
// there is one, is a reduction.
//
//   ori %b, %c     select %b, true, %c      →    select %c, true, %b
//   andi %b, %c    select %b, %c, false     →    select %c, %b, false
static ptowsp_walk_t visit_truth(ptowsp_op_t *store, void *data) {
  raise_t *r = data;
  if (!ptowsp_op_is(store, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *value = ptowsp_op_operand(store, 0), *old = NULL, *other = NULL;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || !ptowsp_type_is_i(ptowsp_value_type(value), 1)) return PTOWSP_WALK_ADVANCE;
  bool any = ptowsp_op_is(op, PTOWSP_OP_ARITH_ORI);
  if (any || ptowsp_op_is(op, PTOWSP_OP_ARITH_ANDI)) {
    size_t side = is_own_load(store, ptowsp_op_operand(op, 0)) ? 0 : 1;
    old = ptowsp_op_operand(op, side);
    other = ptowsp_op_operand(op, 1 - side);
  } else if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT)) {
    old = ptowsp_op_operand(op, 0);
    any = is_truth(ptowsp_op_operand(op, 1), true);
    if (!any && !is_truth(ptowsp_op_operand(op, 2), false)) return PTOWSP_WALK_ADVANCE;
    other = ptowsp_op_operand(op, any ? 2 : 1);
  }
  if (!old || !is_own_load(store, old)) return PTOWSP_WALK_ADVANCE;
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_value_t *decided = ptowsp_build_constant(&b, ptowsp_attr_bool(r->context, any));
  ptowsp_op_set_operand(store, 0,
                        ptowsp_build_select(&b, other, any ? decided : old, any ? old : decided));
  if (!ptowsp_value_has_uses(value)) ptowsp_op_erase(op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_flatten(raise_t *r, ptowsp_op_t *op) {
  ptowsp_block_t *block = ptowsp_op_block(op);
  flatten(r, op);
  merge_equal(r, block);
}

void raise_flatten_conditions(raise_t *r) {
  ops_t ifs = {0};
  ptowsp_walk_post(r->scalar, visit_if, &ifs); // innermost first
  for (size_t i = 0; i < ifs.size; i++) {
    ptowsp_loc_t loc;
    const char *reason = NULL;
    if (!raise_condition_obstacle(r, ifs.data[i], &loc, &reason)) flatten(r, ifs.data[i]);
  }
  bool any = ifs.size > 0;
  ptowsp_vec_deinit(&ifs);
  if (any) choose_set(r);
  if (any) merge_equal(r, ptowsp_op_body(r->scalar));
  ptowsp_walk_pre(r->scalar, visit_truth, r);
}
