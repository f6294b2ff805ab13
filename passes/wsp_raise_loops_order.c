// Order: whether the memory operations of a nest may run one after the other, each for the whole
// nest at once, and whether arguments are memory of their own.
#include <isl/id.h>
#include <stdlib.h>
#include <string.h>

#include "wsp_raise_loops.h"

// ---------------------------------------------------------------- order

// The conflicts of two accesses, also where two arguments are the same memory.
static isl_map *conflicts(const raise_t *r, const ptowsp_model_t *model, const ptowsp_access_t *a,
                          const ptowsp_access_t *b) {
  ptowsp_value_t *x = model->arrays.data[a->array].value;
  ptowsp_value_t *y = model->arrays.data[b->array].value;
  if (a->array == b->array || !raise_are_aliases(r, x, y)) return ptowsp_conflicts(a, b);
  // The cells of two arrays need not be the same: elements are.
  ptowsp_access_t elements = *a, same = *b;
  elements.cells = a->map;
  same.array = a->array;
  same.cells = same.map = isl_map_set_tuple_id(isl_map_copy(b->map), isl_dim_out,
                                               isl_map_get_tuple_id(a->map, isl_dim_out));
  isl_map *map = ptowsp_conflicts(&elements, &same);
  isl_map_free(same.map);
  return map;
}

static bool is_exempt(const raise_t *r, ptowsp_op_t *first, ptowsp_op_t *second) {
  const raise_reduction_t *reduction = raise_reduction_of(r, second);
  bool exempt = reduction && first == second;
  for (size_t i = 0; reduction && i < reduction->load_count; i++)
    exempt = exempt || first == reduction->loads[i];
  return exempt;
}

// The iterations whose `second` runs before another's `first`, on the same element, though `first`
// stands before it in the text: { second -> first }; NULL: there are none.
static isl_map *reversed(const raise_t *r, const ptowsp_model_t *model,
                         const ptowsp_access_t *first, const ptowsp_access_t *second) {
  isl_map *map = conflicts(r, model, second, first);
  if (!map) return NULL;
  if (isl_map_plain_is_empty(map) == isl_bool_true) {
    isl_map_free(map);
    return NULL;
  }
  map = isl_map_intersect(map, ptowsp_before(model->stmts.data[second->stmt].schedule,
                                             model->stmts.data[first->stmt].schedule));
  if (isl_map_is_empty(map) != isl_bool_true) return map;
  isl_map_free(map);
  return NULL;
}

// The loop around both that the dependences are between iterations of: the innermost one, if
// several are. Takes the map.
static ptowsp_op_t *carrier(const ptowsp_model_t *model, const ptowsp_access_t *first,
                            const ptowsp_access_t *second, isl_map *map) {
  const ptowsp_stmt_t *a = &model->stmts.data[first->stmt], *b = &model->stmts.data[second->stmt];
  ptowsp_op_t *loop = NULL;
  for (size_t i = 0; i < a->depth && i < b->depth && a->loops[i] == b->loops[i]; i++) {
    if (isl_map_is_empty(map) == isl_bool_true) break;
    loop = a->loops[i];
    map = isl_map_equate(map, isl_dim_in, (int)i, isl_dim_out, (int)i);
  }
  isl_map_free(map);
  return loop;
}

static isl_stat take_piece(isl_set *domain, isl_multi_aff *value, void *data) {
  isl_aff **out_aff = data;
  if (!*out_aff) *out_aff = isl_multi_aff_get_aff(value, 0);
  isl_set_free(domain);
  isl_multi_aff_free(value);
  return isl_stat_ok;
}

// The value that the loop's variable has in all of a statement's iterations; NULL: it has several.
// Takes the set.
static isl_aff *only_value(raise_t *r, const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop,
                           isl_set *iterations) {
  size_t at = 0;
  while (at < stmt->depth && stmt->loops[at] != loop) at++;
  isl_set *values = isl_set_apply(iterations, isl_map_copy(stmt->values));
  if (at == stmt->depth) {
    isl_set_free(values);
    return NULL;
  }
  values =
      isl_set_project_out(values, isl_dim_set, (unsigned)at + 1, (unsigned)(stmt->depth - at - 1));
  values = isl_set_coalesce(isl_set_project_out(values, isl_dim_set, 0, (unsigned)at));
  isl_map *map = isl_map_from_range(isl_set_copy(values));
  isl_aff *aff = NULL;
  if (isl_map_is_single_valued(map) == isl_bool_true) {
    isl_pw_multi_aff *pieces = isl_pw_multi_aff_from_set(isl_set_copy(values));
    if (isl_pw_multi_aff_n_piece(pieces) == 1)
      isl_pw_multi_aff_foreach_piece(pieces, take_piece, &aff);
    isl_pw_multi_aff_free(pieces);
  }
  isl_map_free(map);
  isl_set_free(values);
  return raise_keep(r, aff);
}

// The dependences between iterations of the loop that are in the same ones of loops around it.
static isl_map *carried_by(const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop, isl_map *map) {
  for (size_t i = 0; i < stmt->depth && stmt->loops[i] != loop; i++)
    map = isl_map_equate(map, isl_dim_in, (int)i, isl_dim_out, (int)i);
  return map;
}

static bool check_pair(raise_t *r, const ptowsp_model_t *model, const ptowsp_access_t *first,
                       const ptowsp_access_t *second) {
  ptowsp_op_t *a = model->stmts.data[first->stmt].op, *b = model->stmts.data[second->stmt].op;
  isl_map *map = is_exempt(r, a, b) ? NULL : reversed(r, model, first, second);
  if (!map) return true;
  const ptowsp_stmt_t *s = &model->stmts.data[second->stmt], *t = &model->stmts.data[first->stmt];
  r->carrier = carrier(model, first, second, isl_map_copy(map));
  if (r->carrier) {
    map = carried_by(s, r->carrier, map);
    isl_set *seconds = isl_map_domain(isl_map_copy(map)), *firsts = isl_map_range(map);
    r->split = only_value(r, s, r->carrier, seconds);
    if (!r->split)
      r->split = only_value(r, t, r->carrier, firsts);
    else
      isl_set_free(firsts);
  } else {
    isl_map_free(map);
  }
  ptowsp_loc_t other = ptowsp_op_loc(b);
  return raise_fail(r, ptowsp_op_loc(a), true,
                    "iterations depend on one another: what this %s of '%s' touches, line %u "
                    "touches in an earlier iteration",
                    first->write ? "write" : "read",
                    ptowsp_memref_name(model->arrays.data[first->array].value), other.line);
}

enum {
  MAX_ACCESSES = 400,  // of a model
  MAX_PAIRS = 1 << 20, // of accesses that are compared
};

typedef struct {
  raise_t *r;
  PTOWSP_VEC(raise_access_t) accesses;
  bool computed;                     // some subscripts are
  PTOWSP_VEC(ptowsp_op_t *) unclear; // operations whose boxes do not show their order
  ptowsp_op_t *repeating;
} collect_t;

static ptowsp_walk_t visit_access(ptowsp_op_t *op, void *data) {
  collect_t *collect = data;
  raise_box_t box;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE))
    return PTOWSP_WALK_ADVANCE;
  if (raise_is_gather(collect->r, op)) {
    collect->computed = true;
    return PTOWSP_WALK_ADVANCE;
  }
  if (!raise_box(collect->r, op, &box)) return PTOWSP_WALK_INTERRUPT;
  raise_access_t access = {op, raise_keep_box(collect->r, &box)};
  ptowsp_vec_push(&collect->accesses, access);
  return PTOWSP_WALK_ADVANCE;
}

// Whether two accesses touch the same elements, in the same order.
static bool is_same(const raise_access_t *a, const raise_access_t *b) {
  if (!raise_box_equal(a->box, b->box) || !raise_box_is_plain(a->box)) return false;
  return a->box->row == b->box->row && a->box->col == b->box->col;
}

// A loop around both in whose every iteration they touch the same; NULL: there is none.
static ptowsp_op_t *repeating_loop(const raise_t *r, const raise_access_t *a,
                                   const raise_access_t *b) {
  for (size_t i = 0; i < r->loop_count; i++) {
    ptowsp_op_t *loop = r->loops[i].op;
    if (loop == a->box->row || loop == a->box->col || r->loops[i].extent <= 1) continue;
    if (ptowsp_op_is_ancestor(loop, a->op) && ptowsp_op_is_ancestor(loop, b->op)) return loop;
  }
  return NULL;
}

// Whether two accesses touch the same element in the same iteration of their common loops only.
static bool is_lockstep(const raise_t *r, const raise_access_t *a, const raise_access_t *b) {
  return is_same(a, b) && !repeating_loop(r, a, b);
}

static int64_t step_of(const raise_box_t *box, const ptowsp_op_t *loop, size_t dim) {
  return (box->row == loop ? box->row_step[dim] : 0) + (box->col == loop ? box->col_step[dim] : 0);
}

// What one iteration of a loop of the box touches in a dimension.
static int64_t width_of(const raise_box_t *box, const ptowsp_op_t *loop, size_t dim) {
  if (box->row == loop) return llabs(box->col_step[dim]) * (box->cols - 1) + 1;
  return llabs(box->row_step[dim]) * (box->rows - 1) + 1;
}

// Whether two boxes touch nothing in common in different iterations of a loop around both: there is
// a dimension in which it takes both of them further than they reach.
static bool are_apart(const raise_box_t *a, const raise_box_t *b, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < a->rank && i < b->rank; i++) {
    int64_t step = step_of(a, loop, i), distance = 0;
    if (!step || step_of(b, loop, i) != step || !raise_box_distance(a, b, i, &distance)) continue;
    if (llabs(step) >= distance + width_of(b, loop, i) &&
        llabs(step) >= width_of(a, loop, i) - distance)
      return true;
  }
  return false;
}

// Whether two accesses touch the same element in the same iteration of their common loops only, if
// they do so in several loops inside of these.
static bool is_apart(const raise_t *r, const raise_access_t *a, const raise_access_t *b) {
  if (a->box->array != b->box->array) return false;
  for (size_t i = 0; i < r->loop_count; i++) {
    ptowsp_op_t *loop = r->loops[i].op;
    if (r->loops[i].extent <= 1 || !ptowsp_op_is_ancestor(loop, a->op) ||
        !ptowsp_op_is_ancestor(loop, b->op))
      continue;
    if (!are_apart(a->box, b->box, loop)) return false;
  }
  return true;
}

// Whether the order of two accesses cannot change, as far as their boxes show.
static bool is_plain_pair(const raise_t *r, const raise_access_t *a, const raise_access_t *b) {
  return !raise_box_may_overlap(r, a->box, b->box) || is_lockstep(r, a, b) || is_apart(r, a, b);
}

// The pairs of accesses one of which writes, and each write with itself.
static size_t count_pairs(const collect_t *collect) {
  size_t count = collect->accesses.size, reads = 0;
  for (size_t i = 0; i < count; i++)
    reads += !ptowsp_op_is(collect->accesses.data[i].op, PTOWSP_OP_MEMREF_STORE);
  return (count * (count + 1) - reads * (reads + 1)) / 2;
}

// Most nests are plain enough to be seen in order without a model. Else lists the operations whose
// order it takes one to see; `repeating` is the loop that the first two repeat each other in, if
// that is why.
static bool is_plainly_ordered(const raise_t *r, collect_t *collect) {
  size_t count = collect->accesses.size;
  bool *open = PTOWSP_ARENA_NEW(r->boxes, bool, count);
  bool *writes = PTOWSP_ARENA_NEW(r->boxes, bool, count);
  memset(open, 0, count * sizeof open[0]);
  for (size_t i = 0; i < count; i++)
    writes[i] = ptowsp_op_is(collect->accesses.data[i].op, PTOWSP_OP_MEMREF_STORE);
  bool plain = true;
  // The first pair is all that matters where they are too many for a model.
  for (size_t i = 0; i < count && (plain || count <= MAX_ACCESSES); i++) {
    const raise_access_t *a = &collect->accesses.data[i];
    for (size_t j = i; j < count; j++) {
      const raise_access_t *b = &collect->accesses.data[j];
      if (!writes[i] && !writes[j]) continue;
      if (is_plain_pair(r, a, b) || is_exempt(r, a->op, b->op)) continue;
      if (plain && is_same(a, b)) collect->repeating = repeating_loop(r, a, b);
      plain = false;
      open[i] = open[j] = true;
    }
  }
  for (size_t i = 0; i < count; i++)
    if (open[i]) ptowsp_vec_push(&collect->unclear, collect->accesses.data[i].op);
  return plain;
}

// The accesses of the collection that those of the model are; NULL: subscripts are computed.
static const raise_access_t **list_boxes(raise_t *r, const ptowsp_model_t *model,
                                         const collect_t *collect) {
  size_t count = model->accesses.size;
  const raise_access_t **boxes = PTOWSP_ARENA_NEW(r->boxes, const raise_access_t *, count);
  for (size_t i = 0; i < count; i++) {
    boxes[i] = NULL;
    for (size_t j = 0; !boxes[i] && j < collect->accesses.size; j++)
      if (collect->accesses.data[j].op == model->stmts.data[model->accesses.data[i].stmt].op)
        boxes[i] = &collect->accesses.data[j];
  }
  return boxes;
}

// Whether the rows of two accesses show that the second never runs before the first on the same
// element: in no loop around both is it in an earlier iteration then.
static bool keeps_order(const raise_t *r, const ptowsp_model_t *model, const ptowsp_access_t *first,
                        const ptowsp_access_t *second) {
  const ptowsp_stmt_t *a = &model->stmts.data[first->stmt], *b = &model->stmts.data[second->stmt];
  if (first->array != second->array)
    return !raise_are_aliases(r, model->arrays.data[first->array].value,
                              model->arrays.data[second->array].value);
  for (size_t i = 0; i < a->depth && i < b->depth && a->loops[i] == b->loops[i]; i++)
    if (!ptowsp_are_apart(model, second, first, i)) return false;
  return true;
}

// Of what is unclear, or of all if it has no boxes.
static ptowsp_model_t *make_model(raise_t *r, ptowsp_op_t *root, const collect_t *collect) {
  if (collect->computed) return ptowsp_model_create(r->isl, &root, 1, NULL);
  return ptowsp_model_create_some(r->isl, root, collect->unclear.data, collect->unclear.size);
}

static bool are_too_many(raise_t *r, ptowsp_op_t *root, const collect_t *collect) {
  r->carrier = collect->repeating; // the last loop to be written out, perhaps
  return raise_fail(r, ptowsp_op_loc(root), true, "its accesses are too many");
}

static bool check_model(raise_t *r, ptowsp_op_t *root, const collect_t *collect) {
  if (collect->accesses.size > MAX_ACCESSES) return are_too_many(r, root, collect);
  isl_ctx_reset_error(r->isl); // what failed before has been seen; the model has a share of its own
  isl_ctx_reset_operations(r->isl);
  ptowsp_model_t *model = make_model(r, root, collect);
  bool ok = model != NULL;
  bool restricted = false; // which takes long, and is needed where loops carry something
  const raise_access_t **boxes = ok ? list_boxes(r, model, collect) : NULL;
  for (size_t i = 0; ok && i < model->accesses.size; i++)
    for (size_t j = 0; ok && j < model->accesses.size; j++) {
      const ptowsp_access_t *a = &model->accesses.data[i], *b = &model->accesses.data[j];
      if (a->stmt > b->stmt || (!a->write && !b->write)) continue;
      if (boxes[i] && boxes[j] && is_plain_pair(r, boxes[i], boxes[j])) continue;
      if (keeps_order(r, model, a, b)) continue;
      if (!restricted) raise_restrict_accesses(r, root, model);
      restricted = true;
      ok = check_pair(r, model, a, b);
    }
  if (model) ptowsp_model_destroy(model);
  bool exceeded = isl_ctx_last_error(r->isl) != isl_error_none;
  isl_ctx_reset_error(r->isl);
  isl_ctx_reset_operations(r->isl);
  if (exceeded && ok) ok = raise_fail(r, ptowsp_op_loc(root), true, "its accesses are too complex");
  if (!ok && !r->failed) raise_fail(r, ptowsp_op_loc(root), true, "its accesses are too complex");
  return ok;
}

bool raise_check_order(raise_t *r, ptowsp_op_t *root) {
  collect_t collect = {.r = r};
  bool ok = ptowsp_walk_pre(root, visit_access, &collect);
  if (ok && count_pairs(&collect) > MAX_PAIRS) ok = are_too_many(r, root, &collect);
  if (ok && (!is_plainly_ordered(r, &collect) || collect.computed))
    ok = check_model(r, root, &collect);
  ptowsp_vec_deinit(&collect.accesses);
  ptowsp_vec_deinit(&collect.unclear);
  return ok;
}

// ---------------------------------------------------------------- tasks and aliases

static bool is_same_view(ptowsp_value_t *x, ptowsp_value_t *y) {
  if (x == y) return true;
  ptowsp_op_t *a = ptowsp_value_op(x), *b = ptowsp_value_op(y);
  if (!ptowsp_op_is(a, PTOWSP_OP_WSP_AT) || !ptowsp_op_is(b, PTOWSP_OP_WSP_AT)) return false;
  if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
  if (ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++) {
    ptowsp_value_t *m = ptowsp_op_operand(a, i), *n = ptowsp_op_operand(b, i);
    int64_t c = 0, d = 0;
    bool constants = ptowsp_value_constant(m, &c) && ptowsp_value_constant(n, &d) && c == d;
    if (m != n && !constants) return false;
  }
  return true;
}

// Whether one call's arguments i and j touch a common element that one of them writes.
static bool call_overlaps(raise_t *r, ptowsp_op_t *task, size_t i, size_t j) {
  ptowsp_op_t *workload = ptowsp_op_parent(task);
  while (workload && !ptowsp_op_is(workload, PTOWSP_OP_WSP_WORKLOAD))
    workload = ptowsp_op_parent(workload);
  if (!workload) return true;
  const ptowsp_summary_t *summary = ptowsp_analyses_summary(r->run->analyses, workload);
  if (!summary) return true;
  const ptowsp_model_t *model = summary->model;
  bool overlaps = false;
  for (size_t m = 0; !overlaps && m < model->accesses.size; m++)
    for (size_t n = 0; !overlaps && n < model->accesses.size; n++) {
      const ptowsp_access_t *a = &model->accesses.data[m], *b = &model->accesses.data[n];
      if (model->stmts.data[a->stmt].op != task || a->stmt != b->stmt) continue;
      if (a->argument != i || b->argument != j || (!a->write && !b->write)) continue;
      isl_map *common = isl_map_intersect(isl_map_copy(a->map), isl_map_copy(b->map));
      overlaps = isl_map_is_empty(common) != isl_bool_true;
      isl_map_free(common);
    }
  return overlaps;
}

static bool is_memref(ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_MEMREF;
}

static ptowsp_walk_t visit_task(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_str_equal(ptowsp_op_attr_text(op, "callee"), ptowsp_op_symbol(r->kernel)))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_vec_push(&r->tasks, op);
  size_t count =
      ptowsp_type_input_count(ptowsp_attr_as_type(ptowsp_op_attr(r->kernel, "function_type")));
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count; j++) {
      ptowsp_value_t *x = ptowsp_op_operand(op, i), *y = ptowsp_op_operand(op, j);
      if (!is_memref(x) || !is_memref(y)) continue;
      if (ptowsp_memref_root(x) != ptowsp_memref_root(y)) continue;
      if (is_same_view(x, y)) {
        ptowsp_vec_push(&r->aliases, i);
        ptowsp_vec_push(&r->aliases, j);
      } else if (call_overlaps(r, op, i, j)) {
        raise_fail(r, ptowsp_op_loc(op), false,
                   "arguments %zu and %zu of this call overlap, and one is written", i + 1, j + 1);
        return PTOWSP_WALK_INTERRUPT;
      }
    }
  return PTOWSP_WALK_ADVANCE;
}

bool raise_find_tasks(raise_t *r) {
  return ptowsp_walk_pre(ptowsp_module_op(r->run->module), visit_task, r);
}
