// Affine forms: index values of the IR to isl.
#include <isl/aff.h>
#include <isl/id.h>
#include <isl/local_space.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>
#include <string.h>

#include "model.h"

// A form with more operations than this is taken as not affine: shared
// subexpressions are visited once a use, which may be exponentially many.
enum { MAX_VISITS = 2000 };

// A shift of what is not constant has a rounded piece for each amount: more are too costly.
enum { MAX_SHIFTS = 8 };

typedef struct {
  isl_ctx *isl;
  ptowsp_op_t *const *loops;
  size_t depth;
  bool counted; // dimensions of loops with larger steps count iterations
  int visits;
} scope_t;

static isl_pw_aff *affine(scope_t *scope, ptowsp_value_t *value);
static isl_set *condition(scope_t *scope, ptowsp_value_t *value);

static isl_space *scope_space(const scope_t *scope) {
  return isl_space_set_alloc(scope->isl, 0, (unsigned)scope->depth);
}

static isl_pw_aff *constant(const scope_t *scope, int64_t value) {
  isl_local_space *space = isl_local_space_from_space(scope_space(scope));
  return isl_pw_aff_from_aff(
      isl_aff_val_on_domain(space, isl_val_int_from_si(scope->isl, (long)value)));
}

// A value that stands for itself: an integer argument, or a loop's variable from outside.
static isl_pw_aff *parameter(const scope_t *scope, ptowsp_value_t *value, const char *name) {
  isl_space *space = scope_space(scope);
  space = isl_space_add_dims(space, isl_dim_param, 1);
  space = isl_space_set_dim_id(space, isl_dim_param, 0, isl_id_alloc(scope->isl, name, value));
  return isl_pw_aff_var_on_domain(isl_local_space_from_space(space), isl_dim_param, 0);
}

static const char *argument_name(ptowsp_op_t *function, size_t index) {
  ptowsp_attr_t names = ptowsp_op_attr(function, "arg_names");
  if (!names || index >= ptowsp_attr_count(names)) return "arg";
  return ptowsp_intern(ptowsp_op_context(function), ptowsp_attr_text(ptowsp_attr_at(names, index)));
}

// The variable of loop i: its dimension, or its lower bound and as many steps.
static isl_pw_aff *variable(scope_t *scope, size_t i) {
  isl_local_space *space = isl_local_space_from_space(scope_space(scope));
  isl_pw_aff *dim = isl_pw_aff_var_on_domain(space, isl_dim_set, (unsigned)i);
  int64_t step = 0;
  if (!scope->counted || !ptowsp_value_constant(ptowsp_op_operand(scope->loops[i], 2), &step) ||
      step <= 1)
    return dim;
  isl_pw_aff *lower = affine(scope, ptowsp_op_operand(scope->loops[i], 0));
  if (!lower) return dim;
  return isl_pw_aff_add(lower,
                        isl_pw_aff_scale_val(dim, isl_val_int_from_si(scope->isl, (long)step)));
}

static isl_pw_aff *argument(scope_t *scope, ptowsp_value_t *value) {
  ptowsp_op_t *owner = ptowsp_block_op(ptowsp_value_block(value));
  for (size_t i = 0; i < scope->depth; i++)
    if (scope->loops[i] == owner && ptowsp_value_index(value) == 0) return variable(scope, i);
  if (ptowsp_op_is(owner, PTOWSP_OP_SCF_FOR)) {
    if (ptowsp_value_index(value) != 0) return NULL;
    ptowsp_str_t name = ptowsp_loop_name(owner);
    if (!name.size) return parameter(scope, value, "iv");
    return parameter(scope, value, ptowsp_intern(ptowsp_op_context(owner), name));
  }
  if (!ptowsp_op_has_trait(owner, PTOWSP_TRAIT_FUNCTION)) return NULL;
  return parameter(scope, value, argument_name(owner, ptowsp_value_index(value)));
}

static isl_pw_aff *divide(ptowsp_op_id_t id, isl_pw_aff *x, int64_t divisor) {
  isl_ctx *isl = isl_pw_aff_get_ctx(x);
  isl_val *by = isl_val_int_from_si(isl, (long)divisor);
  isl_space *space = isl_pw_aff_get_domain_space(x);
  isl_pw_aff *by_aff = isl_pw_aff_from_aff(
      isl_aff_val_on_domain(isl_local_space_from_space(space), isl_val_copy(by)));
  switch (id) {
    case PTOWSP_OP_ARITH_FLOORDIVSI:
      isl_pw_aff_free(by_aff);
      return isl_pw_aff_floor(isl_pw_aff_scale_down_val(x, by));
    case PTOWSP_OP_ARITH_CEILDIVSI:
      isl_pw_aff_free(by_aff);
      return isl_pw_aff_ceil(isl_pw_aff_scale_down_val(x, by));
    case PTOWSP_OP_ARITH_DIVSI:
      isl_val_free(by);
      return isl_pw_aff_tdiv_q(x, by_aff);
    default:
      isl_val_free(by);
      return isl_pw_aff_tdiv_r(x, by_aff);
  }
}

static isl_pw_aff *product(isl_pw_aff *x, isl_pw_aff *y) {
  if (isl_pw_aff_is_cst(x) == isl_bool_true || isl_pw_aff_is_cst(y) == isl_bool_true)
    return isl_pw_aff_mul(x, y);
  isl_pw_aff_free(x);
  isl_pw_aff_free(y);
  return NULL;
}

static isl_stat note_quotient(isl_set *domain, isl_aff *aff, void *data) {
  if (isl_aff_dim(aff, isl_dim_div) > 0) *(bool *)data = true;
  isl_set_free(domain);
  isl_aff_free(aff);
  return isl_stat_ok;
}

// Whether quotients are multiplied with a number beyond all arrays: of several such, isl computes
// for minutes without a step that it counts.
static bool is_costly(ptowsp_op_t *op, isl_pw_aff *x, isl_pw_aff *y) {
  const int64_t most = PTOWSP_MOST_ELEMENTS;
  int64_t factor = 0;
  bool quotient = false;
  for (size_t i = 0; i < 2; i++)
    if (ptowsp_value_constant(ptowsp_op_operand(op, i), &factor) &&
        (factor > most || factor < -most))
      isl_pw_aff_foreach_piece(i ? x : y, note_quotient, &quotient);
  return quotient;
}

static isl_pw_aff *binary(scope_t *scope, ptowsp_op_t *op) {
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (!ptowsp_is_exact(op)) return NULL;
  isl_pw_aff *x = affine(scope, ptowsp_op_operand(op, 0));
  if (!x) return NULL;
  int64_t divisor = 0;
  switch (id) {
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
      if (ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) && divisor > 0)
        return divide(id, x, divisor);
      isl_pw_aff_free(x);
      return NULL;
    default:
      break;
  }
  isl_pw_aff *y = affine(scope, ptowsp_op_operand(op, 1));
  if (!y) {
    isl_pw_aff_free(x);
    return NULL;
  }
  switch (id) {
    case PTOWSP_OP_ARITH_ADDI:
      return isl_pw_aff_add(x, y);
    case PTOWSP_OP_ARITH_SUBI:
      return isl_pw_aff_sub(x, y);
    case PTOWSP_OP_ARITH_MINSI:
      return isl_pw_aff_min(x, y);
    case PTOWSP_OP_ARITH_MAXSI:
      return isl_pw_aff_max(x, y);
    default:
      if (!is_costly(op, x, y)) return product(x, y);
      isl_pw_aff_free(x);
      isl_pw_aff_free(y);
      return NULL;
  }
}

// A loop's variable that counts from one constant to another, times a constant: what shifts by.
static bool count_range(ptowsp_value_t *value, int64_t *out_low, int64_t *out_high,
                        int64_t *out_factor) {
  *out_factor = 1;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_MULI)) {
    if (!ptowsp_value_constant(ptowsp_op_operand(op, 1), out_factor)) return false;
    value = ptowsp_op_operand(op, 0);
    op = ptowsp_value_op(value);
  }
  if (op || ptowsp_value_index(value) != 0) return false;
  ptowsp_op_t *loop = ptowsp_block_op(ptowsp_value_block(value));
  return ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 0), out_low) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), out_high) && *out_low >= 0 &&
         *out_high <= 64 && *out_factor > 0 && *out_factor <= 64;
}

// A number times, or over, a power of two: rounded down as an arithmetic shift does.
static isl_pw_aff *shifted(isl_pw_aff *x, bool is_left, int64_t by) {
  isl_val *power = isl_val_2exp(isl_val_int_from_si(isl_pw_aff_get_ctx(x), (long)by));
  isl_pw_aff *value = isl_pw_aff_copy(x);
  return is_left ? isl_pw_aff_scale_val(value, power)
                 : isl_pw_aff_floor(isl_pw_aff_scale_down_val(value, power));
}

// A shift by a loop's variable: one piece for each iteration.
static isl_pw_aff *shift(scope_t *scope, ptowsp_op_t *op) {
  int64_t low = 0, high = 0, factor = 1;
  bool is_left = ptowsp_op_is(op, PTOWSP_OP_ARITH_SHLI);
  if (!ptowsp_is_exact(op) || !count_range(ptowsp_op_operand(op, 1), &low, &high, &factor) ||
      low >= high || (high - 1) * factor > 62)
    return NULL;
  isl_pw_aff *x = affine(scope, ptowsp_op_operand(op, 0)), *result = NULL;
  bool is_small = x && (high - low <= MAX_SHIFTS || isl_pw_aff_is_cst(x) == isl_bool_true);
  isl_pw_aff *count = is_small ? affine(scope, ptowsp_op_operand(op, 1)) : NULL;
  for (int64_t t = low; count && t < high; t++) {
    isl_set *here = isl_pw_aff_eq_set(isl_pw_aff_copy(count), constant(scope, t * factor));
    isl_pw_aff *piece = isl_pw_aff_intersect_domain(shifted(x, is_left, t * factor), here);
    result = result ? isl_pw_aff_union_add(result, piece) : piece;
  }
  isl_pw_aff_free(count);
  isl_pw_aff_free(x);
  return result;
}

static isl_pw_aff *selection(scope_t *scope, ptowsp_op_t *op) {
  isl_set *when = condition(scope, ptowsp_op_operand(op, 0));
  isl_pw_aff *x = when ? affine(scope, ptowsp_op_operand(op, 1)) : NULL;
  isl_pw_aff *y = x ? affine(scope, ptowsp_op_operand(op, 2)) : NULL;
  if (!y) {
    isl_set_free(when);
    isl_pw_aff_free(x);
    return NULL;
  }
  isl_set *otherwise = isl_set_complement(isl_set_copy(when));
  return isl_pw_aff_union_add(isl_pw_aff_intersect_domain(x, when),
                              isl_pw_aff_intersect_domain(y, otherwise));
}

static isl_pw_aff *affine(scope_t *scope, ptowsp_value_t *value) {
  int64_t known = 0;
  if (scope->visits++ > MAX_VISITS) return NULL;
  if (ptowsp_value_constant(value, &known)) return constant(scope, known);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return ptowsp_type_is_float(ptowsp_value_type(value)) ? NULL : argument(scope, value);
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_MULI:
    case PTOWSP_OP_ARITH_MINSI:
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
      return binary(scope, op);
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
      return shift(scope, op);
    case PTOWSP_OP_ARITH_INDEX_CAST:
      return ptowsp_cuts_index(op) ? NULL : affine(scope, ptowsp_op_operand(op, 0));
    case PTOWSP_OP_ARITH_EXTSI:
      if (ptowsp_type_is_i(ptowsp_value_type(ptowsp_op_operand(op, 0)), 1)) return NULL;
      return affine(scope, ptowsp_op_operand(op, 0));
    case PTOWSP_OP_ARITH_SELECT:
      return selection(scope, op);
    default:
      return NULL;
  }
}

// ---------------------------------------------------------------- conditions

static isl_set *compare(int64_t predicate, isl_pw_aff *x, isl_pw_aff *y) {
  switch (predicate) {
    case PTOWSP_CMPI_EQ:
      return isl_pw_aff_eq_set(x, y);
    case PTOWSP_CMPI_NE:
      return isl_pw_aff_ne_set(x, y);
    case PTOWSP_CMPI_SLT:
      return isl_pw_aff_lt_set(x, y);
    case PTOWSP_CMPI_SLE:
      return isl_pw_aff_le_set(x, y);
    case PTOWSP_CMPI_SGT:
      return isl_pw_aff_gt_set(x, y);
    case PTOWSP_CMPI_SGE:
      return isl_pw_aff_ge_set(x, y);
    default: // unsigned comparisons see negative numbers as large ones
      isl_pw_aff_free(x);
      isl_pw_aff_free(y);
      return NULL;
  }
}

// C writes a truth value back to int and compares it with 0 again.
static isl_set *truth(scope_t *scope, ptowsp_op_t *cmp, int64_t predicate) {
  ptowsp_op_t *widen = ptowsp_value_op(ptowsp_op_operand(cmp, 0));
  int64_t zero = 1;
  if (!ptowsp_op_is(widen, PTOWSP_OP_ARITH_EXTUI) || predicate > 1) return NULL;
  if (!ptowsp_type_is_i(ptowsp_value_type(ptowsp_op_operand(widen, 0)), 1)) return NULL;
  if (!ptowsp_value_constant(ptowsp_op_operand(cmp, 1), &zero) || zero != 0) return NULL;
  isl_set *set = condition(scope, ptowsp_op_operand(widen, 0));
  return set && predicate == 0 ? isl_set_complement(set) : set;
}

static isl_set *comparison(scope_t *scope, ptowsp_op_t *op) {
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", -1);
  isl_set *known = truth(scope, op, predicate);
  if (known) return known;
  isl_pw_aff *x = affine(scope, ptowsp_op_operand(op, 0));
  isl_pw_aff *y = x ? affine(scope, ptowsp_op_operand(op, 1)) : NULL;
  if (y) return compare(predicate, x, y);
  isl_pw_aff_free(x);
  return NULL;
}

static isl_set *choice(scope_t *scope, ptowsp_op_t *op) {
  isl_set *when = condition(scope, ptowsp_op_operand(op, 0));
  isl_set *x = when ? condition(scope, ptowsp_op_operand(op, 1)) : NULL;
  isl_set *y = x ? condition(scope, ptowsp_op_operand(op, 2)) : NULL;
  if (!y) {
    isl_set_free(when);
    isl_set_free(x);
    return NULL;
  }
  isl_set *otherwise = isl_set_complement(isl_set_copy(when));
  return isl_set_union(isl_set_intersect(when, x), isl_set_intersect(otherwise, y));
}

static isl_set *combination(scope_t *scope, ptowsp_op_t *op) {
  isl_set *x = condition(scope, ptowsp_op_operand(op, 0));
  isl_set *y = x ? condition(scope, ptowsp_op_operand(op, 1)) : NULL;
  if (!y) {
    isl_set_free(x);
    return NULL;
  }
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_ANDI)) return isl_set_intersect(x, y);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_ORI)) return isl_set_union(x, y);
  isl_set *left = isl_set_subtract(isl_set_copy(x), isl_set_copy(y));
  return isl_set_union(left, isl_set_subtract(y, x));
}

static isl_set *condition(scope_t *scope, ptowsp_value_t *value) {
  int64_t known = 0;
  if (scope->visits++ > MAX_VISITS) return NULL;
  if (ptowsp_value_constant(value, &known))
    return known ? isl_set_universe(scope_space(scope)) : isl_set_empty(scope_space(scope));
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return NULL;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CMPI:
      return comparison(scope, op);
    case PTOWSP_OP_ARITH_SELECT:
      return choice(scope, op);
    case PTOWSP_OP_ARITH_ANDI:
    case PTOWSP_OP_ARITH_ORI:
    case PTOWSP_OP_ARITH_XORI:
      return combination(scope, op);
    default:
      return NULL;
  }
}

// ---------------------------------------------------------------- forms

// In one step where the value is a sum of loops' variables.
static isl_pw_aff *form_of(scope_t *scope, ptowsp_value_t *value) {
  int64_t row[scope->depth + 1];
  if (ptowsp_sum_row(value, scope->loops, scope->depth, scope->counted, row))
    return isl_pw_aff_from_aff(ptowsp_row_aff(scope->isl, scope->depth, row));
  scope->visits = 0;
  return affine(scope, value);
}

isl_pw_aff *ptowsp_affine(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t depth) {
  scope_t scope = {isl, loops, depth, false, 0};
  return form_of(&scope, value);
}

isl_set *ptowsp_condition(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                          size_t depth) {
  scope_t scope = {isl, loops, depth, false, 0};
  return condition(&scope, value);
}

isl_pw_aff *ptowsp_affine_counted(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                                  size_t depth) {
  scope_t scope = {isl, loops, depth, true, 0};
  return form_of(&scope, value);
}

isl_set *ptowsp_condition_counted(isl_ctx *isl, ptowsp_value_t *value, ptowsp_op_t *const *loops,
                                  size_t depth) {
  scope_t scope = {isl, loops, depth, true, 0};
  return condition(&scope, value);
}

// ---------------------------------------------------------------- loops

bool ptowsp_loop_bounds(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper) {
  return ptowsp_value_constant(ptowsp_op_operand(loop, 0), out_lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), out_upper) && *out_lower > -INT32_MAX &&
         *out_upper < INT32_MAX && *out_lower <= *out_upper &&
         (*out_lower >= 0 || !ptowsp_op_attr(loop, "unsignedCmp"));
}

bool ptowsp_stmt_box(const ptowsp_stmt_t *stmt, int64_t *out_offsets, int64_t *out_sizes) {
  if (!ptowsp_loops_box(stmt->loops, stmt->depth, out_offsets, out_sizes)) return false;
  for (size_t i = 0; i < stmt->depth; i++) {
    int64_t step = 0;
    if (!ptowsp_value_constant(ptowsp_op_operand(stmt->loops[i], 2), &step) || step < 1 ||
        out_sizes[i] < 1)
      return false;
    if (step == 1) continue;
    out_offsets[i] = 0;
    out_sizes[i] = (out_sizes[i] - 1) / step + 1;
  }
  return true;
}

// Restricts { [loops] } to values of one of them that are not below, or are below, a bound.
static isl_set *bound_by(scope_t *scope, isl_set *domain, size_t i, size_t operand) {
  if (ptowsp_op_attr(scope->loops[i], "unsignedCmp")) return domain; // negative ones are large
  isl_pw_aff *bound = form_of(scope, ptowsp_op_operand(scope->loops[i], operand));
  if (!bound) return domain;
  isl_local_space *space = isl_local_space_from_space(scope_space(scope));
  isl_pw_aff *iv = isl_pw_aff_var_on_domain(space, isl_dim_set, (unsigned)i);
  isl_set *within = operand ? isl_pw_aff_lt_set(iv, bound) : isl_pw_aff_ge_set(iv, bound);
  return isl_set_intersect(domain, within);
}

isl_set *ptowsp_loops_domain(isl_ctx *isl, ptowsp_op_t *const *loops, size_t depth) {
  int64_t offsets[depth + 1], sizes[depth + 1];
  if (ptowsp_loops_box(loops, depth, offsets, sizes))
    return ptowsp_rows_box(isl, depth, offsets, sizes);
  isl_set *domain = isl_set_universe(isl_space_set_alloc(isl, 0, (unsigned)depth));
  for (size_t i = 0; i < 2 * depth; i++) {
    scope_t scope = {isl, loops, depth, false, 0};
    domain = bound_by(&scope, domain, i / 2, i % 2);
  }
  return domain;
}

size_t ptowsp_loops_around(const ptowsp_op_t *op, const ptowsp_op_t *root, ptowsp_op_t **out_loops,
                           size_t most) {
  size_t count = 0;
  for (ptowsp_op_t *at = ptowsp_op_parent(op); at && at != root; at = ptowsp_op_parent(at))
    count += ptowsp_op_is(at, PTOWSP_OP_SCF_FOR);
  if (count > most) return count;
  size_t left = count;
  for (ptowsp_op_t *at = ptowsp_op_parent(op); at && at != root; at = ptowsp_op_parent(at))
    if (ptowsp_op_is(at, PTOWSP_OP_SCF_FOR)) out_loops[--left] = at;
  return count;
}
