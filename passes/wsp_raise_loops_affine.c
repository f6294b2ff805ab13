// Affine forms: isl objects over the variables of a nest's loops, with the variables of loops
// that are kept and integer arguments as parameters.
#include <isl/id.h>
#include <isl/space.h>
#include <isl/val.h>

#include "wsp_raise_loops.h"

// An integral coefficient or constant; takes the value.
static bool to_int(isl_val *val, int64_t *out_value) {
  bool ok = isl_val_is_int(val) == isl_bool_true;
  if (ok) *out_value = isl_val_get_num_si(val);
  isl_val_free(val);
  return ok;
}

isl_aff *raise_keep(raise_t *r, isl_aff *aff) {
  if (aff) ptowsp_vec_push(&r->affs, aff);
  return aff;
}

static isl_stat first_piece(isl_set *domain, isl_aff *aff, void *data) {
  isl_set_free(domain);
  *(isl_aff **)data = aff;
  return isl_stat_ok;
}

isl_aff *raise_affine(raise_t *r, ptowsp_value_t *value) {
  ptowsp_op_t *loops[RAISE_MAX_LOOPS];
  for (size_t i = 0; i < r->loop_count; i++) loops[i] = r->loops[i].op;
  isl_pw_aff *pieces = ptowsp_affine(r->isl, value, loops, r->loop_count);
  isl_aff *aff = NULL;
  if (pieces && isl_pw_aff_n_piece(pieces) == 1)
    isl_pw_aff_foreach_piece(pieces, first_piece, &aff);
  isl_pw_aff_free(pieces);
  return raise_keep(r, aff);
}

bool raise_coefficients(raise_t *r, isl_aff *aff, int64_t out_coefficients[RAISE_MAX_LOOPS]) {
  unsigned loops = (unsigned)r->loop_count;
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_div); i++) {
    int64_t c = 0;
    if (to_int(isl_aff_get_coefficient_val(aff, isl_dim_div, i), &c) && c == 0) continue;
    isl_aff *quotient = isl_aff_get_div(aff, i);
    bool moves = isl_aff_involves_dims(quotient, isl_dim_in, 0, loops) != isl_bool_false;
    isl_aff_free(quotient);
    if (moves) return false;
  }
  for (size_t i = 0; i < r->loop_count; i++)
    if (!to_int(isl_aff_get_coefficient_val(aff, isl_dim_in, (int)i), &out_coefficients[i]))
      return false;
  return true;
}

isl_aff *raise_at_lower(raise_t *r, isl_aff *aff) {
  isl_space *point = isl_space_set_alloc(r->isl, 0, 0);
  isl_space *loops = isl_space_set_alloc(r->isl, 0, (unsigned)r->loop_count);
  isl_aff_list *lowers = isl_aff_list_alloc(r->isl, (int)r->loop_count);
  for (size_t i = 0; i < r->loop_count; i++)
    lowers = isl_aff_list_add(lowers, isl_aff_copy(r->loops[i].lower));
  isl_multi_aff *lower =
      isl_multi_aff_from_aff_list(isl_space_map_from_domain_and_range(point, loops), lowers);
  aff = isl_aff_align_params(isl_aff_copy(aff), isl_multi_aff_get_domain_space(lower));
  lower = isl_multi_aff_align_params(lower, isl_aff_get_domain_space(aff));
  return raise_keep(r, isl_aff_pullback_multi_aff(aff, lower));
}

bool raise_is_number(isl_aff *aff, int64_t *out_number) {
  return isl_aff_is_cst(aff) == isl_bool_true && to_int(isl_aff_get_constant_val(aff), out_number);
}

// a - b
static isl_aff *subtract(isl_aff *a, isl_aff *b) {
  isl_aff *to = isl_aff_align_params(isl_aff_copy(a), isl_aff_get_domain_space(b));
  isl_aff *from = isl_aff_align_params(isl_aff_copy(b), isl_aff_get_domain_space(to));
  return isl_aff_sub(to, from);
}

isl_aff *raise_minus(raise_t *r, isl_aff *a, isl_aff *b) { return raise_keep(r, subtract(a, b)); }

bool raise_distance(isl_aff *a, isl_aff *b, int64_t *out_distance) {
  *out_distance = 0;
  if (a == b) return true;
  isl_aff *difference = subtract(b, a);
  bool ok = raise_is_number(difference, out_distance);
  isl_aff_free(difference);
  return ok;
}

static ptowsp_value_t *parameter_value(void *data, ptowsp_value_t *param) {
  raise_t *r = data;
  raise_value_t value;
  if (!raise_find(r, param, &value)) return NULL;
  ptowsp_type_t index = ptowsp_type_index(r->context);
  if (ptowsp_value_type(value.to) == index) return value.to;
  return ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, value.to, index);
}

ptowsp_value_t *raise_aff_value(raise_t *r, isl_aff *aff) {
  int64_t number = 0;
  if (raise_is_number(aff, &number)) return raise_index(r, number);
  ptowsp_value_t *value = ptowsp_affine_build(&r->b, aff, NULL, parameter_value, r);
  if (!value) raise_fail(r, r->b.loc, false, "a subscript is too complex");
  return value;
}
