// Rows: sets and relations from integral forms, built in one step.
//
// A row is a form on the dimensions of a domain: its constant, then a coefficient a dimension.
// Most subscripts, places and bounds are such forms, and isl takes them as they are. The algebra
// of piecewise forms, which handles all others, costs it ten times as much.
#include <isl/mat.h>
#include <isl/space.h>
#include <isl/val.h>

#include "model.h"

static isl_mat *put(isl_mat *mat, size_t row, size_t column, int64_t value) {
  if (value == 0) return mat;
  isl_val *val = isl_val_int_from_si(isl_mat_get_ctx(mat), (long)value);
  return isl_mat_set_element_val(mat, (int)row, (int)column, val);
}

static isl_mat *zeros(isl_ctx *isl, size_t rows, size_t columns) {
  isl_mat *mat = isl_mat_alloc(isl, (unsigned)rows, (unsigned)columns);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) mat = isl_mat_set_element_si(mat, (int)i, (int)j, 0);
  return mat;
}

// sign * (out_i - row_i) + constant, as a row of constraints
static isl_mat *put_difference(isl_mat *mat, size_t at, const int64_t *row, size_t in, size_t i,
                               int sign, int64_t constant) {
  mat = put(mat, at, 0, constant - sign * row[0]);
  for (size_t j = 0; j < in; j++) mat = put(mat, at, 1 + j, -sign * row[1 + j]);
  return put(mat, at, 1 + in + i, sign);
}

static size_t size_of(const int64_t *sizes, size_t i) { return sizes ? (size_t)sizes[i] : 1; }

// The constraints form_i <= out_i < form_i + sizes[i].
static void constraints(isl_ctx *isl, size_t in, size_t out, const int64_t *rows,
                        const int64_t *sizes, isl_mat **out_eq, isl_mat **out_ineq) {
  size_t wide = 0;
  for (size_t i = 0; i < out; i++) wide += size_of(sizes, i) != 1;
  isl_mat *eq = zeros(isl, out - wide, 1 + in + out);
  isl_mat *ineq = zeros(isl, 2 * wide, 1 + in + out);
  for (size_t i = 0, e = 0, n = 0; i < out; i++) {
    const int64_t *row = &rows[i * (in + 1)];
    if (size_of(sizes, i) == 1) {
      eq = put_difference(eq, e++, row, in, i, 1, 0);
      continue;
    }
    ineq = put_difference(ineq, n++, row, in, i, 1, 0);
    ineq = put_difference(ineq, n++, row, in, i, -1, sizes[i] - 1);
  }
  *out_eq = eq;
  *out_ineq = ineq;
}

isl_map *ptowsp_rows_map(isl_ctx *isl, size_t in, size_t out, const int64_t *rows,
                         const int64_t *sizes) {
  isl_mat *eq, *ineq;
  constraints(isl, in, out, rows, sizes, &eq, &ineq);
  isl_space *space = isl_space_alloc(isl, 0, (unsigned)in, (unsigned)out);
  return isl_map_from_basic_map(isl_basic_map_from_constraint_matrices(
      space, eq, ineq, isl_dim_cst, isl_dim_param, isl_dim_in, isl_dim_out, isl_dim_div));
}

isl_set *ptowsp_rows_box(isl_ctx *isl, size_t dims, const int64_t *offsets, const int64_t *sizes) {
  isl_mat *eq, *ineq;
  constraints(isl, 0, dims, offsets, sizes, &eq, &ineq);
  isl_space *space = isl_space_set_alloc(isl, 0, (unsigned)dims);
  return isl_set_from_basic_set(isl_basic_set_from_constraint_matrices(
      space, eq, ineq, isl_dim_cst, isl_dim_param, isl_dim_set, isl_dim_div));
}

// ---------------------------------------------------------------- rows of forms

bool ptowsp_row_of_aff(isl_aff *aff, int64_t *out_row) {
  if (isl_aff_dim(aff, isl_dim_param) != 0 || isl_aff_dim(aff, isl_dim_div) != 0) return false;
  if (!ptowsp_isl_int(isl_aff_get_constant_val(aff), &out_row[0])) return false;
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_in); i++)
    if (!ptowsp_isl_int(isl_aff_get_coefficient_val(aff, isl_dim_in, i), &out_row[1 + i]))
      return false;
  return true;
}

bool ptowsp_row_range(size_t dims, const int64_t *row, const int64_t *offsets, const int64_t *sizes,
                      int64_t *out_least, int64_t *out_most) {
  int64_t least = row[0], most = row[0];
  for (size_t i = 0; i < dims; i++) {
    int64_t first, last, *low = row[1 + i] < 0 ? &last : &first;
    if (__builtin_mul_overflow(row[1 + i], offsets[i], &first) ||
        __builtin_mul_overflow(row[1 + i], offsets[i] + sizes[i] - 1, &last) ||
        __builtin_add_overflow(least, *low, &least) ||
        __builtin_add_overflow(most, low == &first ? last : first, &most))
      return false;
  }
  // Near enough for the difference of two, and a size to it.
  if (least < -(INT64_C(1) << 61) || most > INT64_C(1) << 61) return false;
  *out_least = least;
  *out_most = most;
  return true;
}

isl_aff *ptowsp_row_aff(isl_ctx *isl, size_t dims, const int64_t *row) {
  isl_space *space = isl_space_set_alloc(isl, 0, (unsigned)dims);
  isl_aff *aff = isl_aff_val_on_domain_space(space, isl_val_int_from_si(isl, (long)row[0]));
  for (size_t i = 0; i < dims; i++)
    if (row[1 + i])
      aff = isl_aff_set_coefficient_val(aff, isl_dim_in, (int)i,
                                        isl_val_int_from_si(isl, (long)row[1 + i]));
  return aff;
}
