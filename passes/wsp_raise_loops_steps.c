// Loops that take every other element, or fewer, from a start that varies with other loops: they
// run over all elements, and a condition takes those.
//
//   for j = (i + c) % 2 to 32 step 2       →     for j in 0..32
//     A(j)                                         if ((j - i - c) % 2 == 0) A(j)
//
// The order of all that is done stays.
#include <isl/aff.h>
#include <isl/set.h>
#include <isl/val.h>

#include "cut_loops.h"
#include "wsp_raise_loops.h"

// The least, or the greatest, value of a form whatever the arguments are.
static bool find_end(const isl_pw_aff *form, const raise_place_t *place, bool least,
                     int64_t *out_value) {
  isl_pw_aff *all = isl_pw_aff_copy((isl_pw_aff *)form);
  all = isl_pw_aff_intersect_domain(all, isl_set_copy(place->domain));
  isl_set *values = isl_map_range(isl_map_from_pw_aff(all));
  unsigned params = (unsigned)isl_set_dim(values, isl_dim_param);
  values = isl_set_project_out(values, isl_dim_param, 0, params);
  bool ok = ptowsp_isl_int(ptowsp_set_end(values, least), out_value);
  isl_set_free(values);
  return ok;
}

// Whether a form is a multiple of the step. Takes it.
static bool is_multiple(isl_aff *aff, isl_val *step) {
  static const enum isl_dim_type kinds[] = {isl_dim_param, isl_dim_in, isl_dim_div};
  isl_val *number = isl_aff_get_constant_val(aff);
  bool multiple = isl_val_is_divisible_by(number, step) == isl_bool_true;
  isl_val_free(number);
  for (size_t k = 0; k < PTOWSP_COUNTOF(kinds); k++) {
    int count = (int)isl_aff_dim(aff, kinds[k]);
    for (int i = 0; multiple && i < count; i++) {
      number = isl_aff_get_coefficient_val(aff, kinds[k], i);
      multiple = isl_val_is_divisible_by(number, step) == isl_bool_true;
      isl_val_free(number);
    }
  }
  isl_aff_free(aff);
  return multiple;
}

typedef struct {
  int64_t step;
  isl_aff *aff; // NULL: none, or several
  bool several;
} rest_t;

// Leaves out of a form what is a multiple of the step.
static isl_stat take_rest(isl_set *domain, isl_aff *aff, void *data) {
  rest_t *rest = data;
  isl_val *divisor = isl_val_int_from_si(isl_aff_get_ctx(aff), (long)rest->step);
  int count = (int)isl_aff_dim(aff, isl_dim_div);
  for (int i = 0; i < count; i++) {
    isl_val *factor = isl_aff_get_coefficient_val(aff, isl_dim_div, i);
    bool whole = isl_val_is_divisible_by(factor, divisor) == isl_bool_true;
    isl_val_free(factor);
    if (whole) aff = isl_aff_set_coefficient_si(aff, isl_dim_div, i, 0);
  }
  if (rest->aff) rest->several |= !is_multiple(isl_aff_sub(rest->aff, isl_aff_copy(aff)), divisor);
  isl_val_free(divisor);
  rest->aff = aff;
  isl_set_free(domain);
  return isl_stat_ok;
}

// A form that differs by multiples of the step; NULL: there is none.
static isl_aff *modulo(const isl_pw_aff *form, int64_t step) {
  rest_t rest = {.step = step};
  isl_pw_aff_foreach_piece((isl_pw_aff *)form, take_rest, &rest);
  if (!rest.several) return rest.aff;
  isl_aff_free(rest.aff);
  return NULL;
}

static ptowsp_value_t *as_index(void *data, ptowsp_value_t *param) {
  ptowsp_type_t index = ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(param)));
  if (ptowsp_value_type(param) == index) return param;
  return ptowsp_build_cast(data, PTOWSP_OP_ARITH_INDEX_CAST, param, index);
}

// Adds to the condition of the body that the variable is a number of steps from the start.
static void take_steps(ptowsp_op_t *loop, ptowsp_op_t *guard, ptowsp_value_t *start, int64_t step) {
  ptowsp_builder_t b = ptowsp_builder_before(guard);
  ptowsp_value_t *variable = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ptowsp_value_t *from = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, variable, start);
  ptowsp_value_t *rest =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_REMSI, from, ptowsp_build_index(&b, step));
  ptowsp_value_t *is_step = ptowsp_build_compare(&b, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_EQ, rest,
                                                 ptowsp_build_index(&b, 0));
  ptowsp_op_set_operand(
      guard, 0,
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ANDI, ptowsp_op_operand(guard, 0), is_step));
}

static void square(raise_t *r, ptowsp_op_t *loop, int64_t step) {
  enum { MOST = 1 << 16 };
  raise_place_t place;
  int64_t least = 0, last = 0, most = 0; // the start's values, and the greatest end
  if (!raise_find_place(r, loop, &place)) return;
  ptowsp_value_t *lower = ptowsp_op_operand(loop, 0), *upper = ptowsp_op_operand(loop, 1);
  isl_pw_aff *from = ptowsp_affine(r->isl, lower, place.loops, place.depth);
  isl_pw_aff *to = ptowsp_affine(r->isl, upper, place.loops, place.depth);
  bool ok = from && to && find_end(from, &place, true, &least) &&
            find_end(from, &place, false, &last) && find_end(to, &place, false, &most);
  if (ok) raise_limit_to_touched(r, loop, &least, &most);
  isl_aff *rest = ok && most > least && most - least < MOST ? modulo(from, step) : NULL;
  if (rest) {
    ptowsp_builder_t b = ptowsp_builder_before(loop);
    ptowsp_value_t *variables[RAISE_MAX_DEPTH];
    for (size_t i = 0; i < place.depth; i++)
      variables[i] = ptowsp_block_arg(ptowsp_op_body(place.loops[i]), 0);
    ptowsp_value_t *start = ptowsp_affine_build(&b, rest, variables, as_index, &b);
    if (start) {
      if (last - least < step) lower = ptowsp_build_index(&b, least); // the first step is enough
      ptowsp_loop_set_range(loop, least, most);
      ptowsp_op_set_operand(loop, 2, ptowsp_build_index(&b, 1));
      take_steps(loop, raise_guard_body(r, loop, lower, upper), start, step);
    }
  }
  isl_aff_free(rest);
  isl_pw_aff_free(from);
  isl_pw_aff_free(to);
  isl_set_free(place.domain);
}

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  enum { MOST = 8 };
  raise_t *r = data;
  int64_t step = 0, number = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op) ||
      !ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) || step < 2 || step > MOST)
    return PTOWSP_WALK_ADVANCE;
  if (ptowsp_value_constant(ptowsp_op_operand(op, 0), &number) &&
      ptowsp_value_constant(ptowsp_op_operand(op, 1), &number))
    return PTOWSP_WALK_ADVANCE;
  r->ways.may_step = true;
  if (!r->ways.steps) return PTOWSP_WALK_INTERRUPT;
  ptowsp_value_t *by = raise_shift_of(r, op);
  if (by) raise_shift(op, by);
  square(r, op, step);
  return PTOWSP_WALK_ADVANCE;
}

void raise_square_steps(raise_t *r) {
  ptowsp_walk_pre(r->scalar, visit_loop, r);
  if (r->ways.steps) ptowsp_decide_conditions(r->isl, r->scalar, r->scalar);
}
