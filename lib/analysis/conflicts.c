// Conflicts: pairs of statement instances that touch a common element, and their order.
#include <isl/point.h>
#include <isl/space.h>
#include <isl/val.h>

#include <stdlib.h>

#include "model.h"

isl_map *ptowsp_conflicts(const ptowsp_access_t *a, const ptowsp_access_t *b) {
  if (a->array == b->array && (a->write || b->write))
    return isl_map_apply_range(isl_map_copy(a->cells), isl_map_reverse(isl_map_copy(b->cells)));
  isl_space *from = isl_space_domain(isl_map_get_space(a->map));
  isl_space *to = isl_space_domain(isl_map_get_space(b->map));
  from = isl_space_align_params(from, isl_space_copy(to));
  to = isl_space_align_params(to, isl_space_copy(from));
  return isl_map_empty(isl_space_map_from_domain_and_range(from, to));
}

isl_map *ptowsp_before(isl_map *s, isl_map *t) {
  isl_map *earlier = isl_map_lex_lt(isl_space_range(isl_map_get_space(s)));
  isl_map *map = isl_map_apply_range(isl_map_copy(s), earlier);
  return isl_map_apply_range(map, isl_map_reverse(isl_map_copy(t)));
}

// The place of a loop among those around a statement; SIZE_MAX: not around it.
static size_t loop_level(const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < stmt->depth; i++)
    if (stmt->loops[i] == loop) return i;
  return SIZE_MAX;
}

// The least and the greatest value that a row takes in the loops inside of one.
static bool inner_range(const ptowsp_stmt_t *stmt, const int64_t *row, size_t level,
                        int64_t *out_least, int64_t *out_most) {
  size_t depth = stmt->depth;
  int64_t inner[depth + 1], offsets[depth + 1], sizes[depth + 1];
  bool varies = false;
  inner[0] = *out_least = *out_most = row[0];
  for (size_t i = 0; i < depth; i++) {
    inner[1 + i] = i > level ? row[1 + i] : 0;
    varies |= inner[1 + i] != 0;
  }
  if (!varies) return true;
  return ptowsp_stmt_box(stmt, offsets, sizes) &&
         ptowsp_row_range(depth, inner, offsets, sizes, out_least, out_most);
}

static bool are_apart_in(const ptowsp_stmt_t *s, const ptowsp_stmt_t *t, const int64_t *a,
                         const int64_t *b, int64_t size_a, int64_t size_b, size_t level) {
  int64_t least_a, most_a, least_b, most_b, step = a[1 + level], distance;
  for (size_t i = 0; i <= level; i++)
    if (a[1 + i] != b[1 + i]) return false;
  if (!step || !inner_range(s, a, level, &least_a, &most_a) ||
      !inner_range(t, b, level, &least_b, &most_b))
    return false;
  // The place of b less that of a where they are nearest: one iteration apart.
  if (step > 0)
    return !__builtin_sub_overflow(least_b, most_a, &distance) &&
           !__builtin_add_overflow(distance, step, &distance) && distance >= size_a;
  return !__builtin_sub_overflow(least_a, most_b, &distance) &&
         !__builtin_sub_overflow(distance, step, &distance) && distance >= size_b;
}

bool ptowsp_are_apart(const ptowsp_model_t *model, const ptowsp_access_t *a,
                      const ptowsp_access_t *b, size_t level) {
  const ptowsp_array_t *array = &model->arrays.data[a->array];
  const ptowsp_stmt_t *s = &model->stmts.data[a->stmt], *t = &model->stmts.data[b->stmt];
  if (a->array != b->array) return true;
  if (!a->rows || !b->rows || level >= s->depth || level >= t->depth) return false;
  for (size_t i = 0; i < array->private_dims + array->rank; i++)
    if (are_apart_in(s, t, &a->rows[i * (s->depth + 1)], &b->rows[i * (t->depth + 1)],
                     a->extents[i], b->extents[i], level))
      return true;
  return false;
}

// The pairs of instances of a in one iteration of the loop around both that is so many levels deep,
// and of b in a later one, that conflict.
static isl_map *carried_pairs(const ptowsp_access_t *a, const ptowsp_access_t *b, size_t level) {
  isl_map *pairs = ptowsp_conflicts(a, b);
  for (size_t i = 0; i < level; i++)
    pairs = isl_map_equate(pairs, isl_dim_in, (int)i, isl_dim_out, (int)i);
  return isl_map_order_lt(pairs, isl_dim_in, (int)level, isl_dim_out, (int)level);
}

static bool pair_carries(const ptowsp_model_t *model, const ptowsp_access_t *a,
                         const ptowsp_access_t *b, ptowsp_op_t *loop,
                         ptowsp_carried_t *out_carried) {
  if (a->array != b->array || (!a->write && !b->write)) return false;
  const ptowsp_stmt_t *s = &model->stmts.data[a->stmt], *t = &model->stmts.data[b->stmt];
  size_t level = loop_level(s, loop);
  if (level == SIZE_MAX || loop_level(t, loop) != level) return false;
  if (ptowsp_are_apart(model, a, b, level)) return false;
  isl_map *pairs = carried_pairs(a, b, level);
  isl_bool empty = isl_map_is_empty(pairs);
  isl_map_free(pairs);
  *out_carried = (ptowsp_carried_t){a, b, empty == isl_bool_false && a->must && b->must};
  return empty != isl_bool_true; // what isl gave up may
}

static bool pair_conflicts(const ptowsp_model_t *model, const ptowsp_access_t *a,
                           const ptowsp_access_t *b, ptowsp_op_t *loop) {
  if (a->array != b->array || (!a->write && !b->write)) return false;
  size_t level = loop_level(&model->stmts.data[a->stmt], loop);
  size_t other = loop_level(&model->stmts.data[b->stmt], loop);
  if (level == SIZE_MAX || other == SIZE_MAX) return false;
  isl_map *pairs = ptowsp_conflicts(a, b);
  pairs = isl_map_order_lt(pairs, isl_dim_in, (int)level, isl_dim_out, (int)other);
  bool conflicts = isl_map_is_empty(pairs) != isl_bool_true;
  isl_map_free(pairs);
  return conflicts;
}

// The accesses between the first and the last one in a loop: most of a long program's are not.
typedef struct {
  size_t first, end;
} span_t;

static span_t accesses_in(const ptowsp_model_t *model, const ptowsp_op_t *loop) {
  span_t span = {model->accesses.size, 0};
  for (size_t i = 0; i < model->accesses.size; i++) {
    if (loop_level(&model->stmts.data[model->accesses.data[i].stmt], loop) == SIZE_MAX) continue;
    if (i < span.first) span.first = i;
    span.end = i + 1;
  }
  return span;
}

bool ptowsp_is_independent(const ptowsp_model_t *model, ptowsp_op_t *loop) {
  span_t span = accesses_in(model, loop);
  for (size_t i = span.first; i < span.end; i++)
    for (size_t j = span.first; j < span.end; j++)
      if (pair_conflicts(model, &model->accesses.data[i], &model->accesses.data[j], loop))
        return false;
  return true;
}

bool ptowsp_carries(const ptowsp_model_t *model, ptowsp_op_t *loop, ptowsp_carried_t *out_carried) {
  bool carries = false;
  span_t span = accesses_in(model, loop);
  for (size_t i = span.first; i < span.end; i++)
    for (size_t j = span.first; j < span.end; j++) {
      ptowsp_carried_t found;
      if (!pair_carries(model, &model->accesses.data[i], &model->accesses.data[j], loop, &found))
        continue;
      if (!out_carried) return true;
      if (!carries || found.known) *out_carried = found;
      carries = true;
      if (found.known) return true;
    }
  return carries;
}

void ptowsp_carried_iterations(const ptowsp_model_t *model, ptowsp_op_t *loop,
                               const ptowsp_carried_t *carried, ptowsp_buffer_t out_values[2]) {
  const ptowsp_stmt_t *s = &model->stmts.data[carried->first->stmt];
  const ptowsp_stmt_t *t = &model->stmts.data[carried->second->stmt];
  size_t level = loop_level(s, loop);
  isl_map *map = carried_pairs(carried->first, carried->second, level);
  map = isl_map_apply_domain(map, isl_map_copy(s->values));
  map = isl_map_apply_range(map, isl_map_copy(t->values));
  int params = (int)isl_map_dim(map, isl_dim_param);
  map = isl_map_project_out(map, isl_dim_param, 0, (unsigned)params);
  isl_point *point = isl_set_sample_point(isl_set_lexmin(isl_set_flatten(isl_map_wrap(map))));
  int first = (int)level, second = (int)(s->depth + level);
  ptowsp_isl_put(&out_values[0], isl_point_get_coordinate_val(point, isl_dim_set, first));
  ptowsp_isl_put(&out_values[1], isl_point_get_coordinate_val(point, isl_dim_set, second));
  isl_point_free(point);
}
