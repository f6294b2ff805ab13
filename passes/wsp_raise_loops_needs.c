// For which iterations an access matters. Conditions have become choices: what is loaded is needed
// where it is chosen, and a store that writes what was there changes nothing.
//
//   %a = memref.load %l[%i, %k]            %a: for i > k
//   %0 = arith.subf %old, %a
//   %1 = arith.select %c, %0, %old         %c: i > k
//   memref.store %1, %l[%i, %j]            for i > k
//
// Only these take part in the order of accesses, so that a triangle's rows need not wait for one
// another.
#include "wsp_raise_loops.h"

enum { DEPTH = 24 };

typedef struct {
  raise_t *r;
  const ptowsp_stmt_t *stmt; // whose loops the sets are over
  ptowsp_block_t *block;
  size_t steps; // that may still be looked at
} needs_t;

static isl_set *everywhere(const needs_t *needs) {
  isl_set *set = isl_set_universe(isl_set_get_space(needs->stmt->domain));
  return isl_set_reset_tuple_id(set);
}

// Where a condition holds, or where it does not, at least.
static isl_set *where(const needs_t *needs, ptowsp_value_t *condition, bool holds, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(condition);
  isl_set *set = ptowsp_condition(needs->r->isl, condition, needs->stmt->loops, needs->stmt->depth);
  if (set) return holds ? set : isl_set_complement(set);
  bool both = ptowsp_op_is(op, holds ? PTOWSP_OP_ARITH_ANDI : PTOWSP_OP_ARITH_ORI);
  if (!both || depth == 0) return everywhere(needs);
  return isl_set_intersect(where(needs, ptowsp_op_operand(op, 0), holds, depth - 1),
                           where(needs, ptowsp_op_operand(op, 1), holds, depth - 1));
}

typedef struct {
  const raise_t *r;
  ptowsp_value_t *array;
} search_t;

static ptowsp_walk_t visit_write(ptowsp_op_t *op, void *data) {
  const search_t *search = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *array = ptowsp_op_operand(op, 1);
  bool same = array == search->array || raise_are_aliases(search->r, array, search->array);
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a value is what the store's element held, for all iterations at once: no other store to
// the array comes between, which could have changed it in another iteration.
static bool is_old(const raise_t *r, ptowsp_op_t *store, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  if (ptowsp_op_block(load) != ptowsp_op_block(store)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(load); i++)
    if (ptowsp_op_operand(load, i) != ptowsp_op_operand(store, i + 1)) return false;
  search_t search = {r, ptowsp_op_operand(load, 0)};
  for (ptowsp_op_t *op = load; op && op != store; op = ptowsp_op_next(op))
    if (!ptowsp_walk_pre(op, visit_write, &search)) return false;
  return true;
}

// Where a store changes its element, at least.
static isl_set *needed_store(const needs_t *needs, ptowsp_op_t *store) {
  isl_set *set = everywhere(needs);
  ptowsp_value_t *value = ptowsp_op_operand(store, 0);
  for (int i = 0; i < DEPTH; i++) {
    ptowsp_op_t *select = ptowsp_value_op(value);
    if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) break;
    bool changes = is_old(needs->r, store, ptowsp_op_operand(select, 2));
    if (!changes && !is_old(needs->r, store, ptowsp_op_operand(select, 1))) break;
    set = isl_set_intersect(set, where(needs, ptowsp_op_operand(select, 0), changes, DEPTH));
    value = ptowsp_op_operand(select, changes ? 1 : 2);
  }
  return set;
}

static isl_set *needed_value(needs_t *needs, ptowsp_value_t *value, int depth);

static isl_set *needed_use(needs_t *needs, ptowsp_use_t *use, int depth) {
  ptowsp_op_t *user = ptowsp_use_op(use);
  size_t operand = ptowsp_use_operand(use);
  if (ptowsp_op_block(user) != needs->block || depth == 0 || needs->steps == 0)
    return everywhere(needs);
  needs->steps--;
  if (ptowsp_op_is(user, PTOWSP_OP_MEMREF_STORE) && operand == 0) return needed_store(needs, user);
  if (!ptowsp_op_has_trait(user, PTOWSP_TRAIT_PURE) || ptowsp_op_result_count(user) != 1)
    return everywhere(needs);
  isl_set *set = needed_value(needs, ptowsp_op_result(user, 0), depth - 1);
  if (!ptowsp_op_is(user, PTOWSP_OP_ARITH_SELECT) || operand == 0) return set;
  return isl_set_intersect(set, where(needs, ptowsp_op_operand(user, 0), operand == 1, DEPTH));
}

static isl_set *needed_value(needs_t *needs, ptowsp_value_t *value, int depth) {
  isl_set *set = isl_set_empty(isl_set_get_space(needs->stmt->domain));
  set = isl_set_reset_tuple_id(set);
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    set = isl_set_union(set, needed_use(needs, use, depth));
  return set;
}

// False, and the access stays as it is, where that takes too long: conditions on conditions become
// unions of many sets.
static bool restrict_access(raise_t *r, const ptowsp_stmt_t *stmt, ptowsp_access_t *access) {
  enum { STEPS = 200, MAX_OPERATIONS = 10000 };
  ptowsp_isl_try_up_to(r->isl, MAX_OPERATIONS);
  needs_t needs = {r, stmt, ptowsp_op_block(stmt->op), STEPS};
  isl_set *values = ptowsp_op_is(stmt->op, PTOWSP_OP_MEMREF_STORE)
                        ? needed_store(&needs, stmt->op)
                        : needed_value(&needs, ptowsp_op_result(stmt->op, 0), DEPTH);
  isl_map *of = isl_map_intersect_range(isl_map_copy(stmt->values), values);
  isl_set *instances = isl_map_domain(of);
  if (!ptowsp_isl_tried(r->isl)) {
    isl_set_free(instances);
    return false;
  }
  access->map = isl_map_intersect_domain(access->map, isl_set_copy(instances));
  access->cells = isl_map_intersect_domain(access->cells, isl_set_copy(instances));
  isl_set_free(instances);
  return true;
}

static ptowsp_walk_t visit_choice(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

void raise_restrict_accesses(raise_t *r, ptowsp_op_t *root, ptowsp_model_t *model) {
  if (ptowsp_walk_pre(root, visit_choice, NULL)) return;
  for (size_t i = 0; i < model->accesses.size; i++) {
    ptowsp_access_t *access = &model->accesses.data[i];
    if (!restrict_access(r, &model->stmts.data[access->stmt], access)) return;
  }
}
