// Affine forms: isl back to index values of the IR.
#include <isl/aff.h>
#include <isl/id.h>
#include <isl/space.h>
#include <isl/val.h>

#include "ptowsp/analysis.h"

typedef struct {
  ptowsp_builder_t *builder;
  ptowsp_value_t *const *dims;
  ptowsp_param_fn_t param;
  void *data;
} rebuild_t;

static ptowsp_value_t *rebuild(const rebuild_t *r, isl_aff *aff);
static ptowsp_value_t *rebuild_quotient(const rebuild_t *r, isl_aff *aff);

// sum += coefficient * value, where sum may be NULL (zero).
static ptowsp_value_t *add_term(const rebuild_t *r, ptowsp_value_t *sum, ptowsp_value_t *value,
                                int64_t coefficient) {
  int64_t size = coefficient < 0 ? -coefficient : coefficient;
  if (size != 1)
    value = ptowsp_build_binary(r->builder, PTOWSP_OP_ARITH_MULI, value,
                                ptowsp_build_index(r->builder, size));
  if (sum)
    return ptowsp_build_binary(
        r->builder, coefficient < 0 ? PTOWSP_OP_ARITH_SUBI : PTOWSP_OP_ARITH_ADDI, sum, value);
  if (coefficient > 0) return value;
  return ptowsp_build_binary(r->builder, PTOWSP_OP_ARITH_SUBI, ptowsp_build_index(r->builder, 0),
                             value);
}

// floor(aff): takes the form, whose coefficients may have a common denominator.
static ptowsp_value_t *rebuild_quotient(const rebuild_t *r, isl_aff *aff) {
  int64_t denominator = 0;
  ptowsp_value_t *value = NULL;
  if (aff && ptowsp_isl_int(isl_aff_get_denominator_val(aff), &denominator)) {
    aff = isl_aff_scale_val(aff, isl_val_int_from_si(isl_aff_get_ctx(aff), (long)denominator));
    value = rebuild(r, aff);
  }
  isl_aff_free(aff);
  if (!value || denominator == 1) return value;
  return ptowsp_build_binary(r->builder, PTOWSP_OP_ARITH_FLOORDIVSI, value,
                             ptowsp_build_index(r->builder, denominator));
}

static ptowsp_value_t *term_value(const rebuild_t *r, isl_aff *aff, enum isl_dim_type type, int i) {
  if (type == isl_dim_div) return rebuild_quotient(r, isl_aff_get_div(aff, i));
  if (type == isl_dim_in) return r->dims[i];
  isl_space *space = isl_aff_get_domain_space(aff);
  isl_id *id = isl_space_get_dim_id(space, isl_dim_param, (unsigned)i);
  isl_space_free(space);
  ptowsp_value_t *value = r->param(r->data, isl_id_get_user(id));
  isl_id_free(id);
  return value;
}

// The form's value, or NULL with everything built so far left for dead-code removal.
static ptowsp_value_t *rebuild(const rebuild_t *r, isl_aff *aff) {
  if (!aff) return NULL;
  static const enum isl_dim_type types[] = {isl_dim_in, isl_dim_param, isl_dim_div};
  ptowsp_value_t *sum = NULL;
  // A sum reads best when it does not start with a subtraction: positive terms first.
  for (int pass = 0; pass < 2; pass++)
    for (size_t t = 0; t < PTOWSP_COUNTOF(types); t++)
      for (int i = 0; i < (int)isl_aff_dim(aff, types[t]); i++) {
        int64_t coefficient = 0;
        if (!ptowsp_isl_int(isl_aff_get_coefficient_val(aff, types[t], i), &coefficient))
          return NULL;
        if (coefficient == 0 || (coefficient > 0) != (pass == 0)) continue;
        ptowsp_value_t *value = term_value(r, aff, types[t], i);
        if (!value) return NULL;
        sum = add_term(r, sum, value, coefficient);
      }
  int64_t rest = 0;
  if (!ptowsp_isl_int(isl_aff_get_constant_val(aff), &rest)) return NULL;
  if (!sum) return ptowsp_build_index(r->builder, rest);
  if (rest == 0) return sum;
  return add_term(r, sum, ptowsp_build_index(r->builder, rest < 0 ? -rest : rest),
                  rest < 0 ? -1 : 1);
}

ptowsp_value_t *ptowsp_affine_build(ptowsp_builder_t *builder, isl_aff *aff,
                                    ptowsp_value_t *const *dims, ptowsp_param_fn_t param,
                                    void *data) {
  rebuild_t r = {builder, dims, param, data};
  return rebuild_quotient(&r, isl_aff_copy(aff));
}
