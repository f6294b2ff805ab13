// Cells: arrays whose accesses are all boxes of one grid, seen a box at a time.
//
// Tiled programs touch 64 x 64 elements together. Which of them conflict, and in what order, is
// a question about tiles; asked of single elements it costs isl a hundred times as much. So each
// dimension of an array is divided by the largest size that every access is made of, which is
// checked to be exact.
#include <isl/aff.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>

#include "model.h"

// The common divisor of the sizes of all boxes of an array in one dimension; 1: some access is
// no box.
static int64_t common_size(const ptowsp_model_t *model, size_t array, size_t dim) {
  int64_t size = 0;
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    if (!access->sizes) return 1;
    size = ptowsp_gcd(size, access->sizes[dim]);
  }
  return size ? size : 1;
}

int64_t ptowsp_cell_size(const ptowsp_model_t *model, size_t array, size_t dim) {
  return model->arrays.data[array].grid ? common_size(model, array, dim) : 1;
}

// { A[x] -> A[floor(x / size)] }; NULL if all sizes are 1.
static isl_map *grid(const ptowsp_model_t *model, size_t array, isl_space *space) {
  const ptowsp_array_t *a = &model->arrays.data[array];
  isl_space *from = isl_space_map_from_set(isl_space_copy(space));
  isl_multi_aff *forms = isl_multi_aff_identity(from);
  isl_local_space *local = isl_local_space_from_space(space);
  bool coarse = false;
  for (size_t i = 0; i < a->rank; i++) {
    int64_t size = common_size(model, array, i);
    int pos = (int)(a->private_dims + i);
    if (size == 1) continue;
    coarse = true;
    isl_aff *form = isl_aff_var_on_domain(isl_local_space_copy(local), isl_dim_set, (unsigned)pos);
    form = isl_aff_scale_down_val(form, isl_val_int_from_si(model->isl, (long)size));
    forms = isl_multi_aff_set_aff(forms, pos, isl_aff_floor(form));
  }
  isl_local_space_free(local);
  if (coarse) return isl_map_from_multi_aff(forms);
  isl_multi_aff_free(forms);
  return NULL;
}

// An access whose places and extents are multiples of the cells' sizes, in cells; NULL if it is
// not of that kind.
static isl_map *divided(const ptowsp_model_t *model, const ptowsp_access_t *access) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
  size_t out = array->private_dims + array->rank, width = stmt->depth + 1;
  int64_t rows[out * width + 1], extents[out + 1];
  if (!access->rows) return NULL;
  for (size_t i = 0; i < out; i++) {
    int64_t size =
        i < array->private_dims ? 1 : common_size(model, access->array, i - array->private_dims);
    for (size_t j = 0; j < width; j++) {
      if (access->rows[i * width + j] % size) return NULL;
      rows[i * width + j] = access->rows[i * width + j] / size;
    }
    if (access->extents[i] % size) return NULL;
    extents[i] = access->extents[i] / size;
  }
  isl_map *map = ptowsp_rows_map(model->isl, stmt->depth, out, rows, extents);
  map = isl_map_set_tuple_name(map, isl_dim_in, stmt->name);
  map = isl_map_set_tuple_name(map, isl_dim_out, isl_map_get_tuple_name(access->map, isl_dim_out));
  return isl_map_coalesce(isl_map_intersect_domain(map, isl_set_copy(stmt->domain)));
}

// An access in cells; NULL if it does not fill its cells.
static isl_map *to_cells(const ptowsp_model_t *model, const ptowsp_access_t *access,
                         isl_map *grid) {
  isl_map *known = divided(model, access);
  if (known) return known;
  isl_map *cells = isl_map_apply_range(isl_map_copy(access->map), isl_map_copy(grid));
  cells = isl_map_coalesce(isl_map_detect_equalities(cells));
  isl_map *back = isl_map_apply_range(isl_map_copy(cells), isl_map_reverse(isl_map_copy(grid)));
  bool exact = isl_map_is_subset(back, access->map) == isl_bool_true;
  isl_map_free(back);
  return exact ? cells : isl_map_free(cells);
}

static void make_array_cells(ptowsp_model_t *model, size_t array) {
  isl_map *map = NULL;
  bool exact = true;
  for (size_t i = 0; i < model->accesses.size && exact; i++) {
    ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    isl_space *space = isl_space_range(isl_map_get_space(access->map));
    if (!map) map = grid(model, array, isl_space_drop_all_params(isl_space_copy(space)));
    isl_space_free(space);
    exact = map != NULL;
    if (!exact) break;
    access->cells = to_cells(model, access, map);
    exact = access->cells != NULL;
  }
  if (exact) {
    model->arrays.data[array].grid = map;
    return;
  }
  isl_map_free(map);
  for (size_t i = 0; i < model->accesses.size; i++) {
    ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array == array) access->cells = isl_map_free(access->cells);
  }
}

void ptowsp_model_make_cells(ptowsp_model_t *model) {
  for (size_t i = 0; i < model->arrays.size; i++) make_array_cells(model, i);
  for (size_t i = 0; i < model->accesses.size; i++) {
    ptowsp_access_t *access = &model->accesses.data[i];
    if (!access->cells) access->cells = isl_map_copy(access->map);
  }
}

isl_union_map *ptowsp_model_elements(const ptowsp_model_t *model, size_t array,
                                     isl_union_map *cells) {
  isl_map *grid = model->arrays.data[array].grid;
  if (!grid) return cells;
  isl_map *back = isl_map_reverse(isl_map_copy(grid));
  return isl_union_map_apply_range(cells, isl_union_map_from_map(back));
}
