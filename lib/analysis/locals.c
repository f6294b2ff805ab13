// Checks on what is never written, or never read.
#include <isl/set.h>
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/val.h>

#include "model.h"

void ptowsp_box_print(ptowsp_buffer_t *text, const int64_t *offsets, const int64_t *sizes,
                      size_t rank) {
  for (size_t i = 0; i < rank; i++)
    ptowsp_buffer_printf(text, "[%lld, %lld]", (long long)offsets[i],
                         (long long)(offsets[i] + sizes[i] - 1));
}

// ---------------------------------------------------------------- arguments

bool ptowsp_box_unwritten(const ptowsp_model_t *model, size_t number, int64_t *out_offsets,
                          int64_t *out_sizes) {
  const ptowsp_array_t *array = &model->arrays.data[number];
  isl_union_map *writes = ptowsp_model_accesses(model, number, true, false);
  isl_set *written = ptowsp_model_touched(model, number, writes);
  isl_set *all = isl_set_universe(isl_set_get_space(written));
  for (unsigned i = 0; i < array->rank; i++) {
    isl_val *last = isl_val_int_from_si(model->isl, (long)(array->shape[i] - 1));
    all = isl_set_lower_bound_si(all, isl_dim_set, i, 0);
    all = isl_set_upper_bound_val(all, isl_dim_set, i, last);
  }
  isl_set *rest = isl_set_subtract(all, written);
  bool any = isl_set_is_empty(rest) == isl_bool_false;
  if (any) ptowsp_hull(array, rest, out_offsets, out_sizes);
  isl_set_free(rest);
  return any;
}

// ---------------------------------------------------------------- locals

// Whether the first statement that touches a variable writes it, and all others are in the
// block around that one, or below it: then nothing is read unwritten.
static bool begins_with_write(const ptowsp_model_t *model, size_t array) {
  const ptowsp_access_t *first = NULL;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    if (!first) first = access;
    if (access->stmt < first->stmt || (access->stmt == first->stmt && !access->write))
      first = access;
  }
  if (!first || !first->write || model->arrays.data[array].rank) return !first;
  ptowsp_op_t *around = ptowsp_op_parent(model->stmts.data[first->stmt].op);
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array == array &&
        !ptowsp_op_is_ancestor(around, model->stmts.data[access->stmt].op))
      return false;
  }
  return true;
}

static void warn_unwritten(const ptowsp_model_t *model, size_t number, isl_union_map *reads) {
  const ptowsp_array_t *array = &model->arrays.data[number];
  isl_set *set = ptowsp_model_touched(model, number, isl_union_map_copy(reads));
  set = isl_set_project_out(set, isl_dim_set, 0, (unsigned)array->private_dims);
  int64_t *offsets = PTOWSP_ARENA_NEW(model->arena, int64_t, array->rank + 1);
  int64_t *sizes = PTOWSP_ARENA_NEW(model->arena, int64_t, array->rank + 1);
  ptowsp_hull(array, set, offsets, sizes);
  isl_set_free(set);
  ptowsp_buffer_t box = {0};
  ptowsp_box_print(&box, offsets, sizes, array->rank);
  ptowsp_warning(model->context, ptowsp_model_first_loc(model, isl_union_map_copy(reads)),
                 array->rank ? "'%s' is read here, but its elements %s have not been written before"
                             : "'%s' is read here before it has a value%s",
                 array->name, box.size ? box.data : "");
  ptowsp_loc_t loc = ptowsp_value_loc(array->value);
  if (loc.file) ptowsp_note(model->context, loc, "'%s' is declared here", array->name);
  ptowsp_buffer_deinit(&box);
}

static void check_written(const ptowsp_model_t *model, size_t array) {
  if (begins_with_write(model, array)) return;
  isl_union_map *surely = NULL;
  isl_union_map_free(ptowsp_reads_unwritten(model, array, &surely));
  if (isl_union_map_is_empty(surely) == isl_bool_false) warn_unwritten(model, array, surely);
  isl_union_map_free(surely);
}

static void check_read(const ptowsp_model_t *model, size_t array) {
  bool reads = false, writes = false;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array == array) *(access->write ? &writes : &reads) = true;
  }
  if (writes && !reads)
    ptowsp_warning(model->context, ptowsp_value_loc(model->arrays.data[array].value),
                   "'%s' is written, but never read", model->arrays.data[array].name);
}

void ptowsp_check_locals(const ptowsp_model_t *model, const ptowsp_op_t *function) {
  for (size_t i = 0; i < model->arrays.size; i++) {
    if (!ptowsp_value_op(model->arrays.data[i].value)) continue;
    check_written(model, i);
    if (ptowsp_op_is(function, PTOWSP_OP_WSP_WORKLOAD)) check_read(model, i);
  }
}
