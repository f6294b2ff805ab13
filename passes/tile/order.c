// Legality of tiling: no two conflicting accesses may change their order.
//
// The statements of a group stay together, in all loops around them, old and new; so order is
// compared between instances of groups, { G[loops around the group] }.
#include <assert.h>
#include <isl/space.h>
#include <stdio.h>
#include <stdlib.h>

#include "tile.h"

typedef struct {
  isl_map *times; // { G -> new time }, of as many statements as it takes to know all instances
  isl_map *old;   // { G -> old time } of one statement
} group_t;

typedef struct {
  const tile_t *t;
  ptowsp_model_t *model;
  group_t *groups;
  size_t *group_of; // of each statement of the model; SIZE_MAX: one of the new nest
} order_t;

const char *ptowsp_tile_loop_name(const tile_t *t, const ptowsp_op_t *loop) {
  ptowsp_str_t name = ptowsp_loop_name(loop);
  return name.size ? ptowsp_intern(t->context, name) : "?";
}

static const ptowsp_op_t *partner(const tile_t *t, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < t->loops.size; i++)
    if (t->loops.data[i].to == loop) return t->loops.data[i].from;
  return NULL;
}

static const pair_t *pair_of(const tile_t *t, const ptowsp_op_t *op) {
  for (size_t i = 0; i < t->statements.size; i++)
    if (t->statements.data[i].from == op) return &t->statements.data[i];
  return NULL;
}

// A relation from a statement's instances as one from its group's.
static isl_map *of_group(const order_t *o, isl_map *map, const ptowsp_stmt_t *stmt) {
  size_t group = o->group_of[stmt - o->model->stmts.data];
  size_t depth = o->t->groups.data[group];
  char name[32];
  snprintf(name, sizeof name, "G%zu", group);
  map = isl_map_project_out(map, isl_dim_in, (unsigned)depth, (unsigned)(stmt->depth - depth));
  return isl_map_set_tuple_name(map, isl_dim_in, name);
}

// { old instance -> new time }: the instance of the copy whose loops over the same values agree.
static isl_map *new_time(const order_t *o, const ptowsp_stmt_t *old) {
  const ptowsp_stmt_t *copy = ptowsp_model_stmt(o->model, pair_of(o->t, old->op)->to);
  isl_space *space = isl_space_alloc(o->t->isl, 0, (unsigned)old->depth, (unsigned)copy->depth);
  isl_map *map = isl_map_universe(space);
  for (size_t i = 0; i < copy->depth; i++)
    for (size_t j = 0; j < old->depth; j++)
      if (partner(o->t, copy->loops[i]) == old->loops[j])
        map = isl_map_equate(map, isl_dim_in, (int)j, isl_dim_out, (int)i);
  map = isl_map_apply_range(isl_map_copy(old->values), map);
  map = isl_map_apply_range(map, isl_map_reverse(isl_map_copy(copy->values)));
  map = isl_map_intersect_domain(map, isl_set_copy(old->domain));
  map = isl_map_intersect_range(map, isl_set_copy(copy->domain));
  return isl_map_apply_range(map, isl_map_copy(copy->schedule));
}

// Adds a statement to what is known of its group, unless it tells of no instance that is new.
static void add_stmt(const order_t *o, const ptowsp_stmt_t *stmt) {
  group_t *group = &o->groups[o->group_of[stmt - o->model->stmts.data]];
  isl_map *domain = isl_map_from_domain(isl_set_copy(stmt->domain));
  isl_set *instances = isl_map_domain(of_group(o, domain, stmt));
  bool known = false;
  if (group->times) {
    isl_set *before = isl_map_domain(isl_map_copy(group->times));
    known = isl_set_is_subset(instances, before) == isl_bool_true;
    isl_set_free(before);
  }
  isl_set_free(instances);
  if (known) return;
  isl_map *times = of_group(o, new_time(o, stmt), stmt);
  group->times = group->times ? isl_map_union(group->times, times) : times;
  if (!group->old) group->old = of_group(o, isl_map_copy(stmt->schedule), stmt);
}

// { G -> A } of all accesses of a group to an array; NULL: none.
static isl_map *accesses(const order_t *o, size_t group, size_t array, bool write) {
  isl_map *all = NULL;
  for (size_t i = 0; i < o->model->accesses.size; i++) {
    const ptowsp_access_t *access = &o->model->accesses.data[i];
    if (o->group_of[access->stmt] != group || access->array != array || access->write != write)
      continue;
    const ptowsp_stmt_t *stmt = &o->model->stmts.data[access->stmt];
    isl_map *map = of_group(o, isl_map_copy(access->map), stmt);
    all = all ? isl_map_union(all, map) : map;
  }
  return all ? isl_map_coalesce(all) : NULL;
}

// The first access of that kind: what an error points at.
static ptowsp_loc_t access_loc(const order_t *o, size_t group, size_t array, bool write) {
  for (size_t i = 0; i < o->model->accesses.size; i++) {
    const ptowsp_access_t *access = &o->model->accesses.data[i];
    if (o->group_of[access->stmt] == group && access->array == array && access->write == write)
      return ptowsp_op_loc(o->model->stmts.data[access->stmt].op);
  }
  return PTOWSP_LOC_UNKNOWN;
}

// { p -> q : p ran before q and now runs after it }
static isl_map *turned_pairs(const order_t *o, size_t a, size_t b) {
  isl_map *before = ptowsp_before(o->groups[a].old, o->groups[b].old);
  if (a == b) {
    isl_space *space = isl_space_domain(isl_map_get_space(before));
    before = isl_map_subtract(before, isl_map_identity(isl_space_map_from_set(space)));
  }
  isl_map *after = isl_map_reverse(ptowsp_before(o->groups[b].times, o->groups[a].times));
  return isl_map_intersect(before, after);
}

static ptowsp_walk_t first_tiled(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_attr(op, "wsp.tile")) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

static bool check_accesses(const order_t *o, isl_map *turned, size_t groups[2], size_t array,
                           const bool writes[2]) {
  isl_map *a = accesses(o, groups[0], array, writes[0]);
  isl_map *b = accesses(o, groups[1], array, writes[1]);
  bool bad = false;
  if (a && b) {
    isl_map *pairs = isl_map_apply_range(isl_map_copy(a), isl_map_reverse(isl_map_copy(b)));
    pairs = isl_map_intersect(pairs, isl_map_copy(turned));
    bad = isl_map_is_empty(pairs) == isl_bool_false;
    isl_map_free(pairs);
  }
  isl_map_free(a);
  isl_map_free(b);
  if (!bad) return true;
  ptowsp_op_t *loop = NULL;
  ptowsp_walk_pre(o->t->nest, first_tiled, &loop);
  const char *name = o->model->arrays.data[array].name;
  ptowsp_error(o->t->context, ptowsp_op_loc(loop),
               "tiling loop '%s' would change the order of accesses to '%s' that depend on each "
               "other; remove wsp_tile from this nest, or write the loops in tiled order",
               ptowsp_tile_loop_name(o->t, loop), name);
  ptowsp_note(o->t->context, access_loc(o, groups[0], array, writes[0]), "'%s' is %s here", name,
              writes[0] ? "written" : "read");
  ptowsp_note(o->t->context, access_loc(o, groups[1], array, writes[1]),
              "and %s here, which must stay behind it", writes[1] ? "written" : "read");
  return false;
}

static bool check_groups(const order_t *o, size_t a, size_t b) {
  static const bool kinds[][2] = {{true, false}, {false, true}, {true, true}};
  if (!o->groups[a].times || !o->groups[b].times) return true; // no access
  size_t groups[2] = {a, b};
  isl_map *turned = turned_pairs(o, a, b);
  bool ok = true;
  if (isl_map_is_empty(turned) != isl_bool_true)
    for (size_t array = 0; array < o->model->arrays.size && ok; array++)
      for (size_t k = 0; k < PTOWSP_COUNTOF(kinds) && ok; k++)
        ok = check_accesses(o, turned, groups, array, kinds[k]);
  isl_map_free(turned);
  return ok;
}

bool ptowsp_tile_check_order(const tile_t *t, ptowsp_op_t *copy) {
  ptowsp_op_t *roots[] = {t->nest, copy};
  order_t o = {.t = t, .model = ptowsp_model_create(t->isl, roots, 2, NULL)};
  if (!o.model) return false;
  size_t stmts = o.model->stmts.size;
  o.groups = ptowsp_calloc(t->groups.size + 1, sizeof *o.groups);
  o.group_of = ptowsp_calloc(stmts + 1, sizeof *o.group_of);
  for (size_t i = 0; i < stmts; i++) {
    const pair_t *pair = pair_of(t, o.model->stmts.data[i].op);
    o.group_of[i] = pair ? pair->group : SIZE_MAX;
  }
  // Shallow statements first: they tell of most instances.
  for (size_t depth = 0; depth <= o.model->depth; depth++)
    for (size_t i = 0; i < stmts; i++)
      if (o.group_of[i] != SIZE_MAX && o.model->stmts.data[i].depth == depth)
        add_stmt(&o, &o.model->stmts.data[i]);
  bool ok = true;
  for (size_t a = 0; a < t->groups.size && ok; a++)
    for (size_t b = 0; b < t->groups.size && ok; b++) ok = check_groups(&o, a, b);
  for (size_t i = 0; i < t->groups.size; i++) {
    isl_map_free(o.groups[i].times);
    isl_map_free(o.groups[i].old);
  }
  free(o.groups);
  free(o.group_of);
  ptowsp_model_destroy(o.model);
  return ptowsp_isl_check(t->isl, t->context, ptowsp_op_loc(t->nest), "this nest") && ok;
}
