// Checks on models: subscripts within their arrays, arguments of one call that overlap.
#include <isl/ilp.h>
#include <isl/local_space.h>
#include <isl/point.h>
#include <isl/space.h>
#include <isl/val.h>

#include <stdlib.h>
#include <string.h>

#include "model.h"

// ---------------------------------------------------------------- bounds

// The subscripts that a dimension has; of one in front of `first`, whose extent C does not know,
// those that some array may have, seen from wherever it is pointed into. False: any may be right.
static bool bounds_of(const ptowsp_array_t *array, size_t first, size_t dim, int64_t *out_low,
                      int64_t *out_end) {
  *out_low = 0;
  *out_end = array->shape[dim];
  if (dim >= first) return *out_end != PTOWSP_DYNAMIC;
  *out_end = PTOWSP_MOST_ELEMENTS;
  for (size_t i = dim + 1; i < array->rank; i++)
    if (array->shape[i] > 0) *out_end /= array->shape[i];
  *out_low = -*out_end;
  return true;
}

// The instances whose subscript `dim` leaves [low, end).
static isl_map *outside(const ptowsp_access_t *access, unsigned dim, int64_t low, int64_t end) {
  isl_ctx *isl = isl_map_get_ctx(access->map);
  isl_map *below = isl_map_upper_bound_val(isl_map_copy(access->map), isl_dim_out, dim,
                                           isl_val_int_from_si(isl, (long)(low - 1)));
  isl_map *above = isl_map_lower_bound_val(isl_map_copy(access->map), isl_dim_out, dim,
                                           isl_val_int_from_si(isl, (long)end));
  return isl_map_union(below, above);
}

// Whether a loop goes over the tiles of one further inside, which has the user's variable.
static bool is_tiled(const ptowsp_stmt_t *stmt, size_t loop) {
  ptowsp_str_t name = ptowsp_loop_name(stmt->loops[loop]);
  if (!ptowsp_op_attr(stmt->loops[loop], "wsp.tile_loop")) return false;
  for (size_t i = loop + 1; i < stmt->depth; i++)
    if (ptowsp_str_equal(ptowsp_loop_name(stmt->loops[i]), name)) return true;
  return false;
}

// "i = 192, k = 0": the first iteration of a set of instances; takes the set.
static void describe_iteration(ptowsp_buffer_t *text, const ptowsp_stmt_t *stmt, isl_set *set) {
  set = isl_set_apply(set, isl_map_copy(stmt->values));
  isl_point *point = isl_set_sample_point(isl_set_lexmin(set));
  for (size_t i = 0; i < stmt->depth; i++) {
    ptowsp_str_t name = ptowsp_loop_name(stmt->loops[i]);
    if (!name.size) name = PTOWSP_STR("?");
    if (is_tiled(stmt, i)) continue;
    ptowsp_buffer_printf(text, "%s%.*s = ", text->size ? ", " : "", (int)name.size, name.data);
    ptowsp_isl_put(text, isl_point_get_coordinate_val(point, isl_dim_set, (int)i));
  }
  isl_point_free(point);
}

// The smallest, or the largest, subscript of an access in one dimension.
static isl_val *extreme_subscript(const ptowsp_access_t *access, unsigned dim, bool least) {
  isl_set *range = isl_map_range(isl_map_copy(access->map));
  isl_local_space *space = isl_local_space_from_space(isl_set_get_space(range));
  isl_aff *form = isl_aff_var_on_domain(space, isl_dim_set, dim);
  isl_val *value = least ? isl_set_min_val(range, form) : isl_set_max_val(range, form);
  isl_aff_free(form);
  isl_set_free(range);
  return value;
}

// Points at the access in a task's kernel that goes furthest: down where `low`, or up.
static void note_access(const ptowsp_model_t *model, const ptowsp_access_t *access, size_t dim,
                        bool is_low, ptowsp_summaries_t *summaries) {
  ptowsp_op_t *task = model->stmts.data[access->stmt].op;
  if (!summaries || !ptowsp_op_is(task, PTOWSP_OP_WSP_TASK)) return;
  ptowsp_op_t *callee = ptowsp_symbol_lookup(task, ptowsp_op_attr_text(task, "callee"));
  const ptowsp_summary_t *kernel = callee ? ptowsp_summary(summaries, callee) : NULL;
  if (!kernel || access->argument >= kernel->count) return;
  ptowsp_value_t *param = ptowsp_block_arg(ptowsp_op_body(callee), access->argument);
  size_t array = ptowsp_model_array(kernel->model, param), fixed;
  if (array == SIZE_MAX) return;
  fixed = model->arrays.data[access->array].rank - kernel->model->arrays.data[array].rank;
  if (dim < fixed) return; // the call alone says where
  const ptowsp_access_t *furthest = NULL;
  isl_val *most = NULL;
  for (size_t i = 0; i < kernel->model->accesses.size; i++) {
    const ptowsp_access_t *inner = &kernel->model->accesses.data[i];
    if (inner->array != array) continue;
    isl_val *value = extreme_subscript(inner, (unsigned)(dim - fixed), is_low);
    bool further =
        !furthest || (is_low ? isl_val_lt(value, most) : isl_val_gt(value, most)) == isl_bool_true;
    if (further) furthest = inner;
    isl_val_free(further ? most : value);
    if (further) most = value;
  }
  if (!furthest) return;
  ptowsp_buffer_t place = {0};
  ptowsp_isl_put(&place, most);
  ptowsp_loc_t loc = ptowsp_op_loc(kernel->model->stmts.data[furthest->stmt].op);
  ptowsp_note(model->context, loc, "the task accesses its '%s' here, at %s %s in dimension %zu",
              kernel->model->arrays.data[array].name, is_low ? "least" : "most", place.data,
              dim - fixed);
  ptowsp_buffer_deinit(&place);
}

static void refuse_bounds(const ptowsp_model_t *model, const ptowsp_access_t *access, size_t first,
                          size_t dim, isl_map *bad, ptowsp_summaries_t *summaries) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
  unsigned at = (unsigned)(array->private_dims + dim);
  isl_val *low = extreme_subscript(access, at, true), *high = extreme_subscript(access, at, false);
  bool several = isl_val_gt(high, low) == isl_bool_true,
       is_low = isl_val_is_neg(low) == isl_bool_true;
  ptowsp_buffer_t where = {0};
  describe_iteration(&where, stmt, isl_map_domain(isl_map_copy(bad)));
  ptowsp_buffer_t place = {0};
  ptowsp_isl_put(&place, low);
  if (several) ptowsp_buffer_puts(&place, " to ");
  if (several)
    ptowsp_isl_put(&place, high);
  else
    isl_val_free(high);
  ptowsp_buffer_t reason = {0};
  if (dim < first)
    ptowsp_buffer_puts(&reason, "farther than arrays reach");
  else
    ptowsp_buffer_printf(&reason, "outside of its %lld elements", (long long)array->shape[dim]);
  ptowsp_error(model->context, ptowsp_op_loc(stmt->op),
               "'%s' is accessed at %s in dimension %zu, %s%s%s", array->name, place.data, dim,
               reason.data, where.size ? ", first at " : "", where.size ? where.data : "");
  ptowsp_buffer_deinit(&place);
  ptowsp_buffer_deinit(&where);
  ptowsp_buffer_deinit(&reason);
  note_access(model, access, dim, is_low, summaries);
}

// Whether the box around all instances keeps the subscripts within the array; else they may.
static bool stays_inside(const ptowsp_model_t *model, const ptowsp_access_t *access, size_t first) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
  int64_t offsets[stmt->depth + 1], sizes[stmt->depth + 1], least = 0, most = 0, low, end;
  if (!access->rows || !ptowsp_stmt_box(stmt, offsets, sizes)) return false;
  for (size_t dim = 0; dim < array->rank; dim++) {
    size_t i = array->private_dims + dim;
    if (!bounds_of(array, first, dim, &low, &end)) continue;
    if (!ptowsp_row_range(stmt->depth, &access->rows[i * (stmt->depth + 1)], offsets, sizes, &least,
                          &most) ||
        least < low || most >= end - (access->extents[i] - 1))
      return false;
  }
  return true;
}

static bool check_access(const ptowsp_model_t *model, const ptowsp_access_t *access, size_t first,
                         ptowsp_summaries_t *summaries) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  int64_t low, end;
  if (stays_inside(model, access, first)) return true;
  int params = (int)isl_map_dim(access->map, isl_dim_param);
  if (!access->must || isl_map_involves_dims(access->map, isl_dim_param, 0, (unsigned)params))
    return true;
  for (size_t dim = 0; dim < array->rank; dim++) {
    if (!bounds_of(array, first, dim, &low, &end)) continue;
    isl_map *bad = outside(access, (unsigned)(array->private_dims + dim), low, end);
    bool found = isl_map_is_empty(bad) == isl_bool_false;
    if (found) refuse_bounds(model, access, first, dim, bad, summaries);
    isl_map_free(bad);
    if (found) return false;
  }
  return true;
}

// What reads and writes an element is one mistake, and so are the copies of a statement.
static bool is_one_mistake(const ptowsp_model_t *model, const ptowsp_access_t *a,
                           const ptowsp_access_t *b) {
  if (a->array != b->array || a->argument != b->argument) return false;
  ptowsp_loc_t x = ptowsp_op_loc(model->stmts.data[a->stmt].op);
  ptowsp_loc_t y = ptowsp_op_loc(model->stmts.data[b->stmt].op);
  return a->stmt == b->stmt || (x.line && memcmp(&x, &y, sizeof x) == 0);
}

bool ptowsp_check_bounds(const ptowsp_model_t *model, const ptowsp_op_t *function,
                         ptowsp_summaries_t *summaries) {
  bool kernel = ptowsp_op_is(function, PTOWSP_OP_WSP_KERNEL);
  PTOWSP_VEC(const ptowsp_access_t *) reported = {0};
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    bool is_known = false;
    for (size_t k = 0; k < reported.size && !is_known; k++)
      is_known = is_one_mistake(model, reported.data[k], access);
    // C does not know the first extent of an array parameter of a kernel.
    bool parameter = !ptowsp_value_op(model->arrays.data[access->array].value);
    if (!is_known && !check_access(model, access, kernel && parameter ? 1 : 0, summaries))
      ptowsp_vec_push(&reported, access);
  }
  bool ok = reported.size == 0;
  ptowsp_vec_deinit(&reported);
  return ok;
}

// ---------------------------------------------------------------- overlapping arguments

// All that a task touches through one argument; NULL: nothing.
static isl_map *argument_map(const ptowsp_model_t *model, size_t stmt, size_t argument,
                             bool *out_written, size_t *out_array) {
  isl_map *all = NULL;
  *out_written = false;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->stmt != stmt || access->argument != argument) continue;
    *out_written |= access->write;
    *out_array = access->array;
    isl_map *map = isl_map_copy(access->map);
    all = all ? isl_map_union(all, map) : map;
  }
  return all;
}

// Whether a kernel, with both arguments on the same region, writes an element through one before
// it reads it, or writes it, through the other.
static bool order_matters(const ptowsp_model_t *kernel, size_t a, size_t b) {
  for (size_t i = 0; i < kernel->accesses.size; i++)
    for (size_t j = 0; j < kernel->accesses.size; j++) {
      const ptowsp_access_t *w = &kernel->accesses.data[i], *r = &kernel->accesses.data[j];
      if (!w->write || !((w->array == a && r->array == b) || (w->array == b && r->array == a)))
        continue;
      isl_map *other = isl_map_reset_tuple_id(isl_map_copy(r->map), isl_dim_out);
      isl_map *pairs = isl_map_reset_tuple_id(isl_map_copy(w->map), isl_dim_out);
      pairs = isl_map_apply_range(pairs, isl_map_reverse(other));
      if (!r->write)
        pairs = isl_map_intersect(pairs, ptowsp_before(kernel->stmts.data[w->stmt].schedule,
                                                       kernel->stmts.data[r->stmt].schedule));
      bool found = isl_map_is_empty(pairs) != isl_bool_true;
      isl_map_free(pairs);
      if (found) return true;
    }
  return false;
}

static bool may_share(const ptowsp_summary_t *kernel, size_t a, size_t b) {
  ptowsp_block_t *body = ptowsp_op_body(kernel->kernel);
  ptowsp_value_t *x = ptowsp_block_arg(body, a), *y = ptowsp_block_arg(body, b);
  if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
  return !order_matters(kernel->model, ptowsp_model_array(kernel->model, x),
                        ptowsp_model_array(kernel->model, y));
}

static bool check_pair(const ptowsp_model_t *model, size_t stmt, const ptowsp_summary_t *kernel,
                       size_t a, size_t b) {
  bool written_a = false, written_b = false;
  size_t array_a = SIZE_MAX, array_b = SIZE_MAX;
  isl_map *x = argument_map(model, stmt, a, &written_a, &array_a);
  isl_map *y = argument_map(model, stmt, b, &written_b, &array_b);
  bool ok = true;
  if (x && y && array_a == array_b && (written_a || written_b)) {
    isl_map *both = isl_map_intersect(isl_map_copy(x), isl_map_copy(y));
    bool apart = isl_map_is_empty(both) == isl_bool_true;
    isl_map_free(both);
    ok = apart || (isl_map_is_equal(x, y) == isl_bool_true && may_share(kernel, a, b));
  }
  isl_map_free(x);
  isl_map_free(y);
  if (ok) return true;
  ptowsp_attr_t names = ptowsp_op_attr(kernel->kernel, "arg_names");
  ptowsp_str_t p = ptowsp_attr_text(ptowsp_attr_at(names, a));
  ptowsp_str_t q = ptowsp_attr_text(ptowsp_attr_at(names, b));
  ptowsp_error(model->context, ptowsp_op_loc(model->stmts.data[stmt].op),
               "arguments '%.*s' and '%.*s' overlap in '%s', and the kernel writes through one of "
               "them; pass regions that do not overlap, or the same region to both if every "
               "element is read before it is written",
               (int)p.size, p.data, (int)q.size, q.data, model->arrays.data[array_a].name);
  return false;
}

bool ptowsp_check_overlaps(const ptowsp_model_t *model, ptowsp_summaries_t *summaries) {
  bool ok = true;
  for (size_t i = 0; i < model->stmts.size; i++) {
    ptowsp_op_t *task = model->stmts.data[i].op;
    if (!ptowsp_op_is(task, PTOWSP_OP_WSP_TASK)) continue;
    ptowsp_op_t *callee = ptowsp_symbol_lookup(task, ptowsp_op_attr_text(task, "callee"));
    const ptowsp_summary_t *kernel = callee ? ptowsp_summary(summaries, callee) : NULL;
    for (size_t a = 0; kernel && a < kernel->count; a++)
      for (size_t b = a + 1; b < kernel->count; b++) ok &= check_pair(model, i, kernel, a, b);
  }
  return ok;
}
