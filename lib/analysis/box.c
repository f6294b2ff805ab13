// Boxes: the part of an array that a region touches, as seen from the loops around it.
#include <isl/fixed_box.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>

#include "model.h"

// { [outer loops] -> [subscripts] } of all accesses in the region; NULL: none.
static isl_map *region_map(const ptowsp_model_t *model, size_t array, size_t outer,
                           ptowsp_stmt_fn_t inside, void *data) {
  isl_map *all = NULL;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
    if (access->array != array || !inside(data, stmt)) continue;
    isl_map *map = isl_map_copy(access->map);
    map = isl_map_apply_domain(map, isl_map_copy(stmt->values));
    map = isl_map_project_out(map, isl_dim_in, (unsigned)outer, (unsigned)(stmt->depth - outer));
    map =
        isl_map_project_out(map, isl_dim_out, 0, (unsigned)model->arrays.data[array].private_dims);
    map = isl_map_reset_tuple_id(isl_map_reset_tuple_id(map, isl_dim_in), isl_dim_out);
    all = all ? isl_map_union(all, map) : map;
  }
  return all ? isl_map_coalesce(all) : NULL;
}

// { [outer loops] } in which the region runs, whether it touches the array or not.
static isl_set *region_runs(const ptowsp_model_t *model, size_t outer, ptowsp_stmt_fn_t inside,
                            void *data) {
  isl_set *all = NULL;
  for (size_t i = 0; i < model->stmts.size; i++) {
    const ptowsp_stmt_t *stmt = &model->stmts.data[i];
    if (!inside(data, stmt)) continue;
    isl_set *runs = isl_set_apply(isl_set_copy(stmt->domain), isl_map_copy(stmt->values));
    runs = isl_set_project_out(runs, isl_dim_set, (unsigned)outer, (unsigned)(stmt->depth - outer));
    runs = isl_set_reset_tuple_id(runs);
    all = all ? isl_set_union(all, runs) : runs;
  }
  return isl_set_coalesce(all);
}

static isl_aff *zero(isl_map *map) {
  isl_space *space = isl_space_domain(isl_map_get_space(map));
  return isl_aff_zero_on_domain(isl_local_space_from_space(space));
}

// Whether the form is an integer in every iteration of the loops.
static bool is_integral(isl_set *runs, isl_aff *aff) {
  isl_val *denominator = isl_aff_get_denominator_val(aff);
  bool integral = isl_val_is_one(denominator) == isl_bool_true;
  isl_val_free(denominator);
  if (integral) return true;
  isl_set *whole = isl_aff_eq_set(isl_aff_copy(aff), isl_aff_floor(isl_aff_copy(aff)));
  integral = isl_set_is_subset(runs, whole) == isl_bool_true;
  isl_set_free(whole);
  return integral;
}

static isl_aff *plus(isl_aff *aff, int64_t value) {
  return isl_aff_add_constant_val(isl_aff_copy(aff),
                                  isl_val_int_from_si(isl_aff_get_ctx(aff), (long)value));
}

// Whether 0 <= offset and offset + size <= extent in every iteration of the loops.
static bool fits(isl_set *runs, isl_aff *offset, int64_t size, int64_t extent) {
  isl_pw_aff *low = isl_pw_aff_from_aff(isl_aff_copy(offset));
  isl_pw_aff *high = isl_pw_aff_from_aff(plus(offset, size - extent));
  isl_set *good =
      isl_set_intersect(isl_pw_aff_nonneg_set(low), isl_pw_aff_nonneg_set(isl_pw_aff_neg(high)));
  bool ok = isl_set_is_subset(runs, good) == isl_bool_true;
  isl_set_free(good);
  return ok;
}

// Whether the map holds the whole box in every iteration. False: it may still.
static bool covers(isl_map *map, const ptowsp_box_t *box) {
  isl_ctx *isl = isl_map_get_ctx(map);
  ptowsp_isl_try(isl);
  isl_map *whole = isl_map_from_domain(isl_map_domain(isl_map_copy(map)));
  for (size_t i = 0; i < box->rank; i++) {
    isl_map *offset = isl_map_from_aff(isl_aff_copy(box->offsets[i]));
    isl_map *high = isl_map_from_aff(plus(box->offsets[i], box->sizes[i] - 1));
    isl_map *le = isl_map_lex_le(isl_space_range(isl_map_get_space(offset)));
    isl_map *ge = isl_map_reverse(isl_map_copy(le));
    isl_map *range =
        isl_map_intersect(isl_map_apply_range(offset, le), isl_map_apply_range(high, ge));
    whole = isl_map_flat_range_product(whole, range);
  }
  bool covered = isl_map_is_subset(whole, map) == isl_bool_true;
  isl_map_free(whole);
  return ptowsp_isl_tried(isl) && covered;
}

// The box around the map in every iteration. Variables that the map only says to exist, those of
// inner loops that step, are eliminated where isl finds no box with them.
static isl_fixed_box *box_hull(isl_map *map) {
  isl_fixed_box *hull = isl_map_get_range_simple_fixed_box_hull(map);
  if (isl_fixed_box_is_valid(hull) != isl_bool_false) return hull;
  isl_fixed_box_free(hull);
  map = isl_map_remove_divs(isl_map_copy(map));
  hull = isl_map_get_range_simple_fixed_box_hull(map);
  isl_map_free(map);
  return hull;
}

// A size of a box, which is taken; -1: it is more than the extent, of which the box is a part.
static int64_t box_size(isl_val *size, int64_t extent) {
  bool known = isl_val_is_int(size) == isl_bool_true && isl_val_is_nonneg(size) == isl_bool_true &&
               isl_val_cmp_si(size, (long)extent) <= 0;
  int64_t number = known ? isl_val_get_num_si(size) : -1;
  isl_val_free(size);
  return number;
}

bool ptowsp_box_init(ptowsp_box_t *box, const ptowsp_model_t *model, size_t array, size_t outer,
                     ptowsp_stmt_fn_t inside, void *data) {
  isl_map *map = region_map(model, array, outer, inside, data);
  if (!map) return false;
  box->rank = model->arrays.data[array].rank;
  box->offsets = ptowsp_calloc(box->rank + 1, sizeof *box->offsets);
  box->sizes = ptowsp_calloc(box->rank + 1, sizeof *box->sizes);
  isl_set *runs = region_runs(model, outer, inside, data);
  isl_fixed_box *hull = box_hull(map);
  bool valid = isl_fixed_box_is_valid(hull) == isl_bool_true;
  isl_multi_aff *offsets = valid ? isl_fixed_box_get_offset(hull) : NULL;
  isl_multi_val *sizes = valid ? isl_fixed_box_get_size(hull) : NULL;
  for (size_t i = 0; i < box->rank; i++) {
    int64_t extent = model->arrays.data[array].shape[i];
    if (valid) {
      box->sizes[i] = box_size(isl_multi_val_get_val(sizes, (int)i), extent);
      box->offsets[i] = isl_multi_aff_get_aff(offsets, (int)i);
    }
    if (valid && box->sizes[i] >= 0 && is_integral(runs, box->offsets[i]) &&
        fits(runs, box->offsets[i], box->sizes[i], extent))
      continue;
    isl_aff_free(box->offsets[i]);
    box->offsets[i] = zero(map);
    box->sizes[i] = extent;
  }
  box->exact = covers(map, box);
  isl_multi_aff_free(offsets);
  isl_multi_val_free(sizes);
  isl_fixed_box_free(hull);
  isl_set_free(runs);
  isl_map_free(map);
  return true;
}

// { [outer loops] -> [subscripts] } as if every condition held; NULL: none is known.
static isl_map *unconditional_map(const ptowsp_model_t *model, size_t array, unsigned outer,
                                  ptowsp_stmt_fn_t inside, void *data) {
  isl_map *all = NULL;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
    if (access->array != array || !inside(data, stmt)) continue;
    bool load = ptowsp_op_is(stmt->op, PTOWSP_OP_MEMREF_LOAD);
    bool plain = load || ptowsp_op_is(stmt->op, PTOWSP_OP_MEMREF_STORE);
    isl_map *map = isl_map_from_domain(ptowsp_loops_domain(model->isl, stmt->loops, stmt->depth));
    for (size_t d = 0; plain && d < model->arrays.data[array].rank; d++) {
      ptowsp_value_t *subscript = ptowsp_op_operand(stmt->op, d + (load ? 1 : 2));
      isl_pw_aff *at = ptowsp_affine(model->isl, subscript, stmt->loops, stmt->depth);
      map = isl_map_flat_range_product(map, at ? isl_map_from_pw_aff(at) : NULL);
    }
    map = isl_map_project_out(map, isl_dim_in, outer, (unsigned)stmt->depth - outer);
    all = all ? isl_map_union(all, map) : map;
    if (plain && all) continue;
    isl_map_free(all);
    return NULL;
  }
  return isl_map_coalesce(all);
}

void ptowsp_box_widen(ptowsp_box_t *box, const ptowsp_model_t *model, size_t array, size_t outer,
                      ptowsp_stmt_fn_t inside, void *data) {
  isl_set *runs = region_runs(model, outer, inside, data);
  isl_map *map = unconditional_map(model, array, (unsigned)outer, inside, data);
  isl_fixed_box *hull = box_hull(map);
  bool valid = isl_fixed_box_is_valid(hull) == isl_bool_true;
  isl_multi_aff *offsets = valid ? isl_fixed_box_get_offset(hull) : NULL;
  isl_multi_val *sizes = valid ? isl_fixed_box_get_size(hull) : NULL;
  for (size_t i = 0; i < box->rank && valid; i++) {
    int64_t extent = model->arrays.data[array].shape[i];
    int64_t size = box_size(isl_multi_val_get_val(sizes, (int)i), extent);
    isl_aff *offset = isl_multi_aff_get_aff(offsets, (int)i);
    if (size >= 0 && is_integral(runs, offset) && fits(runs, offset, size, extent)) {
      isl_aff_free(box->offsets[i]);
      box->offsets[i] = offset;
      box->sizes[i] = size;
      box->exact = false;
    } else {
      isl_aff_free(offset);
    }
  }
  isl_multi_aff_free(offsets);
  isl_multi_val_free(sizes);
  isl_fixed_box_free(hull);
  isl_map_free(map);
  isl_set_free(runs);
}

void ptowsp_box_deinit(ptowsp_box_t *box) {
  for (size_t i = 0; i < box->rank; i++) isl_aff_free(box->offsets[i]);
  free(box->offsets);
  free(box->sizes);
  *box = (ptowsp_box_t){0};
}
