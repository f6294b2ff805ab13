// Loops and accesses of contractions as affine forms.
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

#include "contraction.h"

static isl_stat first_piece(isl_set *domain, isl_aff *aff, void *data) {
  isl_set_free(domain);
  *(isl_aff **)data = aff;
  return isl_stat_ok;
}

// The values that loops with constant bounds can have.
static isl_set *domain_of(isl_ctx *isl, ptowsp_op_t *const *loops, size_t count) {
  isl_set *set = isl_set_universe(isl_space_set_alloc(isl, 0, (unsigned)count));
  for (size_t i = 0; i < count; i++) {
    int64_t bound = 0;
    if (ptowsp_value_constant(ptowsp_op_operand(loops[i], 0), &bound))
      set = isl_set_lower_bound_val(set, isl_dim_set, (unsigned)i,
                                    isl_val_int_from_si(isl, (long)bound));
    if (ptowsp_value_constant(ptowsp_op_operand(loops[i], 1), &bound) && bound > INT64_MIN)
      set = isl_set_upper_bound_val(set, isl_dim_set, (unsigned)i,
                                    isl_val_int_from_si(isl, (long)bound - 1));
  }
  return set;
}

isl_aff *contraction_form(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t count) {
  isl_pw_aff *pw = ptowsp_affine(isl, value, loops, count);
  isl_aff *aff = NULL;
  // Quotients have a piece for negative values, which loops seldom have.
  if (pw && isl_pw_aff_n_piece(pw) > 1) {
    isl_set *domain = domain_of(isl, loops, count);
    domain = isl_set_align_params(domain, isl_pw_aff_get_domain_space(pw));
    pw = isl_pw_aff_intersect_domain(pw, domain);
  }
  if (pw && isl_pw_aff_n_piece(pw) == 1) isl_pw_aff_foreach_piece(pw, first_piece, &aff);
  isl_pw_aff_free(pw);
  return aff;
}

// Sums and products of a few numbers within it are no overflow; no array on a core is larger.
enum { MOST = 1 << 30 };

static bool has_no_division(isl_aff *aff) {
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_div); i++) {
    int64_t c = 1;
    if (!ptowsp_isl_int(isl_aff_get_coefficient_val(aff, isl_dim_div, i), &c) || c != 0)
      return false;
  }
  return true;
}

bool contraction_steps(isl_ctx *isl, ptowsp_value_t *index, ptowsp_op_t *const *loops,
                       size_t loop_count, size_t count, int64_t *out_steps) {
  int64_t steps[loop_count + 1];
  if (ptowsp_index_steps(index, loops, loop_count, steps)) {
    memcpy(out_steps, steps, count * sizeof *steps);
    return true;
  }
  isl_aff *form = contraction_form(isl, index, loops, loop_count);
  bool ok = form && has_no_division(form);
  for (size_t i = 0; ok && i < count; i++)
    ok = ptowsp_isl_int(isl_aff_get_coefficient_val(form, isl_dim_in, (int)i), &out_steps[i]);
  isl_aff_free(form);
  return ok;
}

// The constant that the difference of two forms is.
static bool difference(isl_aff *a, isl_aff *b, int64_t *out_value) {
  a = isl_aff_align_params(isl_aff_copy(a), isl_aff_get_domain_space(b));
  b = isl_aff_align_params(isl_aff_copy(b), isl_aff_get_domain_space(a));
  isl_aff *less = isl_aff_sub(a, b);
  bool ok = isl_aff_is_cst(less) == isl_bool_true &&
            ptowsp_isl_int(isl_aff_get_constant_val(less), out_value);
  isl_aff_free(less);
  return ok;
}

bool contraction_describe_loops(isl_ctx *isl, contraction_term_t *term) {
  ptowsp_op_t *ops[CONTRACTION_LOOPS];
  for (size_t i = 0; i < term->loop_count; i++) ops[i] = term->loops[i].op;
  for (size_t i = 0; i < term->loop_count; i++) {
    contraction_loop_t *loop = &term->loops[i];
    int64_t length = 0;
    if (ptowsp_op_attr(loop->op, "unsignedCmp") ||
        !ptowsp_value_constant(ptowsp_op_operand(loop->op, 2), &loop->step) || loop->step < 1 ||
        loop->step > MOST)
      return false;
    loop->lower = contraction_form(isl, ptowsp_op_operand(loop->op, 0), ops, term->loop_count);
    isl_aff *upper = contraction_form(isl, ptowsp_op_operand(loop->op, 1), ops, term->loop_count);
    bool ok = loop->lower && upper && has_no_division(loop->lower) &&
              isl_aff_involves_dims(loop->lower, isl_dim_in, 0, (unsigned)term->loop_count) ==
                  isl_bool_false &&
              difference(upper, loop->lower, &length);
    isl_aff_free(upper);
    if (!ok) return false;
    loop->extent = (length + loop->step - 1) / loop->step;
    if (length <= 0) return false; // nothing runs: no sum
  }
  return true;
}

// Marks the loops by whose quotients a subscript goes: their iterations are no even steps apart, so
// that they stay loops. A backward step does so.
static void mark_uneven(const contraction_term_t *term, isl_aff *form, int64_t *strides) {
  for (int d = 0; d < (int)isl_aff_dim(form, isl_dim_div); d++) {
    isl_aff *quotient = isl_aff_get_div(form, d);
    for (size_t i = 0; i < term->loop_count; i++)
      if (isl_aff_involves_dims(quotient, isl_dim_in, (unsigned)i, 1) != isl_bool_false)
        strides[i] = -1;
    isl_aff_free(quotient);
  }
}

bool contraction_describe_access(isl_ctx *isl, const contraction_term_t *term, ptowsp_op_t *op,
                                 contraction_access_t *access) {
  ptowsp_op_t *ops[CONTRACTION_LOOPS];
  int64_t offset = 0;
  for (size_t i = 0; i < term->loop_count; i++) ops[i] = term->loops[i].op;
  access->op = op;
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  size_t array = store ? 1 : 0;
  access->array = ptowsp_op_operand(op, array);
  ptowsp_type_t type = ptowsp_value_type(access->array);
  access->element = ptowsp_type_element(type);
  if (ptowsp_type_rank(type) > CONTRACTION_RANK || ptowsp_type_rank(type) == 0 ||
      !ptowsp_type_strides(type, access->array_strides, &offset))
    return false;
  for (size_t d = 0; d < ptowsp_type_rank(type); d++) {
    isl_aff *form =
        contraction_form(isl, ptowsp_op_operand(op, array + 1 + d), ops, term->loop_count);
    if (!form) return false;
    access->subscripts[access->rank++] = form;
    if ((store && !has_no_division(form)) || access->array_strides[d] == PTOWSP_DYNAMIC)
      return false;
    for (size_t i = 0; i < term->loop_count; i++) {
      int64_t c = 0;
      isl_val *coefficient = isl_aff_get_coefficient_val(form, isl_dim_in, (int)i);
      if (!ptowsp_isl_int(coefficient, &c)) return false;
      int64_t stride = c * term->loops[i].step;
      if (__builtin_mul_overflow(stride, access->array_strides[d], &stride) ||
          __builtin_add_overflow(stride, access->strides[i], &access->strides[i]) ||
          access->strides[i] < -PTOWSP_MOST_ELEMENTS || access->strides[i] > PTOWSP_MOST_ELEMENTS)
        return false;
    }
  }
  for (size_t d = 0; d < access->rank; d++)
    mark_uneven(term, access->subscripts[d], access->strides);
  return true;
}

static void access_deinit(contraction_access_t *access) {
  for (size_t i = 0; i < access->rank; i++) isl_aff_free(access->subscripts[i]);
}

void contraction_deinit(contraction_t *c) {
  access_deinit(&c->result);
  for (size_t t = 0; t < c->term_count; t++) {
    access_deinit(&c->terms[t].left);
    access_deinit(&c->terms[t].right);
    for (size_t i = 0; i < c->terms[t].loop_count; i++) isl_aff_free(c->terms[t].loops[i].lower);
  }
}
