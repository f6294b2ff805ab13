// Parts: the statements below each operation of a function's body, one array at a time.
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/union_set.h>
#include <stdio.h>

#include "model.h"

static ptowsp_op_t *top_level(const ptowsp_model_t *model, size_t stmt) {
  ptowsp_op_t *op = model->stmts.data[stmt].op, *parent;
  while ((parent = ptowsp_op_parent(op)) && ptowsp_op_parent(parent) &&
         !ptowsp_op_is(parent, PTOWSP_OP_WSP_WORKLOAD) &&
         !ptowsp_op_is(parent, PTOWSP_OP_WSP_KERNEL))
    op = parent;
  return op;
}

static isl_union_map *add_map(isl_union_map *all, isl_map *map) {
  return isl_union_map_union(all, isl_union_map_from_map(map));
}

void ptowsp_parts_find(const ptowsp_model_t *model, size_t array, ptowsp_parts_t *parts) {
  size_t stmt = SIZE_MAX;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    ptowsp_op_t *op = top_level(model, access->stmt);
    if (!parts->size || parts->data[parts->size - 1].op != op) {
      isl_ctx *isl = model->isl;
      ptowsp_part_t part = {.op = op,
                            .reads = isl_union_map_empty_ctx(isl),
                            .writes = isl_union_map_empty_ctx(isl),
                            .hiding = isl_union_map_empty_ctx(isl),
                            .sure = isl_union_map_empty_ctx(isl)};
      ptowsp_vec_push(parts, part);
    }
    ptowsp_part_t *part = &parts->data[parts->size - 1];
    part->stmt_count += stmt != access->stmt;
    stmt = access->stmt;
    isl_union_map **list = access->write ? &part->writes : &part->reads;
    *list = add_map(*list, isl_map_copy(access->cells));
    if (access->write && model->stmts.data[access->stmt].exact)
      part->hiding = add_map(part->hiding, isl_map_copy(access->cells));
    if (access->write && access->must)
      part->sure = add_map(part->sure, isl_map_copy(access->cells));
  }
}

static void part_free(ptowsp_part_t *part) {
  isl_union_map_free(part->reads);
  isl_union_map_free(part->writes);
  isl_union_map_free(part->hiding);
  isl_union_map_free(part->sure);
  isl_union_map_free(part->open_reads);
  isl_union_map_free(part->open_writes);
  isl_union_map_free(part->last_reads);
  isl_union_map_free(part->last_writes);
}

void ptowsp_parts_free(ptowsp_parts_t *parts) {
  for (size_t i = 0; i < parts->size; i++) part_free(&parts->data[i]);
  ptowsp_vec_deinit(parts);
}

// ---------------------------------------------------------------- time

// A copy of one statement's map whose input tuple is named for its reads alone.
static isl_map *as_reads(isl_map *map) {
  char name[40];
  snprintf(name, sizeof name, "R%s", isl_map_get_tuple_name(map, isl_dim_in));
  return isl_map_set_tuple_name(isl_map_copy(map), isl_dim_in, name);
}

static isl_stat add_as_reads(isl_map *map, void *data) {
  isl_union_map **all = data;
  *all = add_map(*all, as_reads(map));
  isl_map_free(map);
  return isl_stat_ok;
}

isl_union_map *ptowsp_as_reads(isl_union_map *map) {
  isl_union_map *all = isl_union_map_empty_ctx(isl_union_map_get_ctx(map));
  isl_union_map_foreach_map(map, add_as_reads, &all);
  return all;
}

// The same time with one more place behind it.
static isl_map *at_half(isl_map *schedule, int half) {
  schedule = isl_map_add_dims(schedule, isl_dim_out, 1);
  return isl_map_fix_si(schedule, isl_dim_out, isl_map_dim(schedule, isl_dim_out) - 1, half);
}

static bool in_part(const ptowsp_model_t *model, size_t array, const ptowsp_part_t *part,
                    const ptowsp_access_t *access) {
  return access->array == array && top_level(model, access->stmt) == part->op;
}

// Whether the cells of an access are one step of the loop at `level` each in dimension `dim`, at
// the place that `row` tells, or where it tells nothing yet.
static bool steps_alone(const ptowsp_model_t *model, const ptowsp_access_t *access, size_t dim,
                        size_t level, const ptowsp_op_t **loop, int64_t *row) {
  const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
  size_t out = model->arrays.data[access->array].private_dims + dim;
  if (!access->rows || level >= stmt->depth || (*loop && *loop != stmt->loops[level])) return false;
  const int64_t *own = &access->rows[out * (stmt->depth + 1)];
  int64_t size = ptowsp_cell_size(model, access->array, dim);
  if (access->extents[out] != size || own[0] % size || own[1 + level] % size) return false;
  for (size_t i = 0; i < stmt->depth; i++)
    if ((own[1 + i] != 0) != (i == level)) return false;
  if (*loop && (row[0] != own[0] || row[1] != own[1 + level])) return false;
  *loop = stmt->loops[level];
  row[0] = own[0];
  row[1] = own[1 + level];
  return true;
}

// Whether all that touches a cell of the array, in the part, does so in one iteration of the loop
// at `level`: the loop is then no matter of order.
static bool is_apart(const ptowsp_model_t *model, size_t array, const ptowsp_part_t *part,
                     size_t level) {
  for (size_t dim = 0; dim < model->arrays.data[array].rank; dim++) {
    const ptowsp_op_t *loop = NULL;
    int64_t row[2] = {0, 0};
    bool apart = true;
    for (size_t i = 0; i < model->accesses.size && apart; i++) {
      const ptowsp_access_t *access = &model->accesses.data[i];
      if (in_part(model, array, part, access))
        apart = steps_alone(model, access, dim, level, &loop, row);
    }
    if (apart) return true;
  }
  return false;
}

// Time without the loops that are no matter of order: each costs isl a search.
static isl_map *part_time(const ptowsp_model_t *model, const bool *apart, size_t stmt) {
  isl_map *time = isl_map_copy(model->stmts.data[stmt].schedule);
  for (size_t level = model->depth; level-- > 0;)
    if (apart[level])
      time = isl_map_project_out(time, isl_dim_out, (unsigned)model->times[level], 1);
  return time;
}

isl_union_map *ptowsp_part_schedule(const ptowsp_model_t *model, size_t array,
                                    const ptowsp_part_t *part) {
  isl_union_map *all = isl_union_map_empty_ctx(model->isl);
  isl_map *end = NULL;
  bool apart[model->depth + 1];
  for (size_t i = 0; i < model->depth; i++) apart[i] = is_apart(model, array, part, i);
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (!in_part(model, array, part, access)) continue;
    isl_map *time = part_time(model, apart, access->stmt);
    all = add_map(all, at_half(isl_map_copy(time), 1));
    if (!access->write) all = add_map(all, at_half(as_reads(time), 0));
    isl_space *space = isl_space_drop_all_params(isl_space_range(isl_map_get_space(time)));
    isl_map_free(time);
    if (end) {
      isl_space_free(space);
      continue;
    }
    space = isl_space_from_range(isl_space_add_dims(space, isl_dim_set, 1));
    end = isl_map_set_tuple_name(isl_map_universe(space), isl_dim_in, "END");
    for (int d = 0; d < isl_map_dim(end, isl_dim_out); d++)
      end = isl_map_fix_si(end, isl_dim_out, (unsigned)d, d ? 0 : INT32_MAX);
  }
  return end ? add_map(all, end) : all;
}

bool ptowsp_part_is_unordered(const ptowsp_part_t *part) {
  if (part->stmt_count != 1) return false;
  isl_union_map *touched =
      isl_union_map_union(isl_union_map_copy(part->reads), isl_union_map_copy(part->writes));
  isl_union_map *pairs =
      isl_union_map_apply_range(isl_union_map_copy(part->writes), isl_union_map_reverse(touched));
  isl_union_set *instances = isl_union_map_domain(isl_union_map_copy(part->writes));
  pairs = isl_union_map_subtract(pairs, isl_union_set_identity(instances));
  bool unordered = isl_union_map_is_empty(pairs) == isl_bool_true;
  isl_union_map_free(pairs);
  return unordered;
}
