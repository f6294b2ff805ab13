// Affine forms: isl objects whose parameters are loops' variables, of the nest and of loops that
// are kept, and integer arguments.
#include <isl/id.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

#include "wsp_raise_loops.h"

// A coefficient or constant; takes it. False: it is no integer, or no number of ours.
static bool to_int(isl_val *val, int64_t *out_value) {
  bool ok = isl_val_is_int(val) == isl_bool_true && isl_val_cmp_si(val, INT64_MAX) <= 0 &&
            isl_val_cmp_si(val, -INT64_MAX) >= 0;
  if (ok) *out_value = isl_val_get_num_si(val);
  isl_val_free(val);
  return ok;
}

isl_aff *raise_keep(raise_t *r, isl_aff *aff) {
  if (aff) ptowsp_vec_push(&r->affs, aff);
  return aff;
}

isl_aff *raise_constant_form(raise_t *r, int64_t value) {
  isl_local_space *space = isl_local_space_from_space(isl_space_set_alloc(r->isl, 0, 0));
  return raise_keep(r, isl_aff_val_on_domain(space, isl_val_int_from_si(r->isl, (long)value)));
}

static isl_stat first_piece(isl_set *domain, isl_aff *aff, void *data) {
  isl_set_free(domain);
  *(isl_aff **)data = aff;
  return isl_stat_ok;
}

// Within one attempt at a nest, whose program stays as it is, forms are asked for often.
static isl_aff *known_form(raise_t *r, ptowsp_value_t *value) {
  ptowsp_value_t *known = r->forms ? ptowsp_value_map_get(r->forms, value) : value;
  return known == value ? NULL : (isl_aff *)(void *)known;
}

void raise_forget_forms(raise_t *r) {
  ptowsp_value_map_destroy(r->forms);
  r->forms = NULL;
}

void raise_remember_forms(raise_t *r) {
  raise_forget_forms(r);
  r->forms = ptowsp_value_map_create();
  isl_ctx_reset_operations(r->isl); // each nest has its own share of work
}

isl_aff *raise_affine(raise_t *r, ptowsp_value_t *value) {
  isl_aff *known = known_form(r, value);
  if (known) return known;
  isl_pw_aff *pieces = ptowsp_affine(r->isl, value, NULL, 0);
  isl_aff *aff = NULL;
  if (pieces && isl_pw_aff_n_piece(pieces) == 1)
    isl_pw_aff_foreach_piece(pieces, first_piece, &aff);
  isl_pw_aff_free(pieces);
  if (aff && r->forms) ptowsp_value_map_set(r->forms, value, (ptowsp_value_t *)(void *)aff);
  return raise_keep(r, aff);
}

// The number of the nest's loop whose variable a parameter is; SIZE_MAX: none of the nest.
static size_t loop_of(const raise_t *r, isl_aff *aff, int param) {
  isl_space *space = isl_aff_get_domain_space(aff);
  isl_id *id = isl_space_get_dim_id(space, isl_dim_param, (unsigned)param);
  ptowsp_value_t *value = isl_id_get_user(id);
  isl_id_free(id);
  isl_space_free(space);
  ptowsp_op_t *op = ptowsp_value_block(value) ? ptowsp_block_op(ptowsp_value_block(value)) : NULL;
  for (size_t i = 0; i < r->loop_count; i++)
    if (r->loops[i].op == op) return i;
  return SIZE_MAX;
}

// Whether a quotient in the form changes with the parameter.
static bool divides(isl_aff *aff, int param) {
  bool found = false;
  for (int i = 0; !found && i < (int)isl_aff_dim(aff, isl_dim_div); i++) {
    int64_t c = 0;
    if (to_int(isl_aff_get_coefficient_val(aff, isl_dim_div, i), &c) && c == 0) continue;
    isl_aff *quotient = isl_aff_get_div(aff, i);
    found = isl_aff_involves_dims(quotient, isl_dim_param, (unsigned)param, 1) != isl_bool_false;
    isl_aff_free(quotient);
  }
  return found;
}

bool raise_coefficients(raise_t *r, isl_aff *aff, int64_t out_coefficients[RAISE_MAX_LOOPS]) {
  memset(out_coefficients, 0, r->loop_count * sizeof *out_coefficients);
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_param); i++) {
    size_t loop = loop_of(r, aff, i);
    if (loop == SIZE_MAX) continue;
    if (divides(aff, i)) return false;
    int64_t *c = &out_coefficients[loop];
    if (!to_int(isl_aff_get_coefficient_val(aff, isl_dim_param, i), c) || llabs(*c) > UINT32_MAX)
      return false;
  }
  return true;
}

isl_aff *raise_at_lower(raise_t *r, isl_aff *aff) {
  isl_aff *sum = isl_aff_copy(aff);
  for (int i = (int)isl_aff_dim(aff, isl_dim_param); i-- > 0;) {
    size_t loop = loop_of(r, aff, i);
    if (loop == SIZE_MAX) continue;
    isl_val *factor = isl_aff_get_coefficient_val(aff, isl_dim_param, i);
    sum = isl_aff_set_coefficient_si(sum, isl_dim_param, i, 0);
    sum = isl_aff_drop_dims(sum, isl_dim_param, (unsigned)i, 1);
    isl_aff *lower = isl_aff_scale_val(isl_aff_copy(r->loops[loop].lower), factor);
    // Behind the parameters that are left, so that their numbers stay.
    lower = isl_aff_align_params(lower, isl_aff_get_domain_space(sum));
    sum = isl_aff_align_params(sum, isl_aff_get_domain_space(lower));
    sum = isl_aff_add(lower, sum);
  }
  return raise_keep(r, sum);
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

// Equal for forms that differ by a number alone; those with quotients share one.
static uint64_t line_key(isl_aff *aff) {
  uint64_t key = 1;
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_div); i++) {
    isl_val *factor = isl_aff_get_coefficient_val(aff, isl_dim_div, i);
    bool divides = isl_val_is_zero(factor) != isl_bool_true;
    isl_val_free(factor);
    if (divides) return 0;
  }
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_param); i++) {
    isl_val *factor = isl_aff_get_coefficient_val(aff, isl_dim_param, i);
    if (isl_val_is_zero(factor) == isl_bool_false) {
      isl_space *space = isl_aff_get_domain_space(aff);
      isl_id *id = isl_space_get_dim_id(space, isl_dim_param, (unsigned)i);
      uint64_t place = (uint64_t)(uintptr_t)isl_id_get_user(id) >> 4;
      uint64_t number = (uint64_t)isl_val_get_num_si(factor) << 8;
      key += (place ^ number) * UINT64_C(0x9e3779b97f4a7c15);
      isl_id_free(id);
      isl_space_free(space);
    }
    isl_val_free(factor);
  }
  return key;
}

void raise_set_base(raise_t *r, raise_box_t *box, size_t dim, isl_aff *base) {
  raise_point_t *point = &box->point[dim];
  uint64_t key = line_key(base);
  box->base[dim] = base;
  for (size_t i = 0; i < r->lines.size; i++)
    if (r->lines.data[i].key == key && raise_distance(r->lines.data[i].first, base, &point->at)) {
      point->line = i;
      return;
    }
  *point = (raise_point_t){r->lines.size, 0};
  ptowsp_vec_push(&r->lines, ((raise_line_t){base, key}));
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
  if (!value)
    raise_fail(r, r->b.loc, false,
               "what is computed of loops' variables is too complex or too large");
  return value;
}
