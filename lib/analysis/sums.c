// Sums of loops' variables: what is told of them at once, without isl. Most subscripts and most
// comparisons of a program are such sums.
#include <string.h>

#include "model.h"

// A form with more operations than this is taken as no sum.
enum { MAX_VISITS = 2000, MAX_PARAMETERS = 4 };

// What a sum has of values from outside of its loops.
typedef struct {
  ptowsp_value_t *values[MAX_PARAMETERS];
  int64_t factors[MAX_PARAMETERS];
  size_t count;
} parameters_t;

typedef struct {
  ptowsp_op_t *const *loops;
  size_t depth;
  bool counted; // dimensions of loops with larger steps count iterations
  int visits;
  parameters_t *parameters; // NULL: sums are of loops' variables alone
} sum_t;

bool ptowsp_is_exact(const ptowsp_op_t *op) {
  if (ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0)))) return true;
  ptowsp_attr_t flags = ptowsp_op_attr(op, "overflowFlags");
  if (!flags || ptowsp_attr_kind(flags) != PTOWSP_ATTR_OPAQUE) return false;
  ptowsp_str_t text = ptowsp_attr_text(flags);
  return memmem(text.data, text.size, "nsw", 3) != NULL;
}

bool ptowsp_cuts_index(const ptowsp_op_t *op) {
  enum { WORD = 32 };
  return ptowsp_type_width(ptowsp_value_type(ptowsp_op_result(op, 0))) < WORD;
}

static bool add_scaled(sum_t *scope, ptowsp_value_t *value, int64_t factor, int64_t *row);

// row += factor * number; false if it leaves the range in which isl is not needed for it.
static bool add_number(int64_t *at, int64_t factor, int64_t number) {
  int64_t product, sum;
  if (__builtin_mul_overflow(factor, number, &product) ||
      __builtin_add_overflow(*at, product, &sum) || sum > INT32_MAX || sum < -INT32_MAX)
    return false;
  *at = sum;
  return true;
}

static bool add_parameter(parameters_t *parameters, ptowsp_value_t *value, int64_t factor) {
  size_t i = 0;
  while (i < parameters->count && parameters->values[i] != value) i++;
  if (i == MAX_PARAMETERS) return false;
  if (i == parameters->count) {
    parameters->values[i] = value;
    parameters->factors[parameters->count++] = 0;
  }
  return add_number(&parameters->factors[i], factor, 1);
}

static bool add_variable(sum_t *scope, ptowsp_value_t *value, int64_t factor, int64_t *row) {
  ptowsp_op_t *owner = ptowsp_block_op(ptowsp_value_block(value));
  bool is_loop = ptowsp_op_is(owner, PTOWSP_OP_SCF_FOR);
  if (!is_loop && scope->parameters && ptowsp_op_has_trait(owner, PTOWSP_TRAIT_FUNCTION))
    return add_parameter(scope->parameters, value, factor);
  if (!is_loop || ptowsp_value_index(value) != 0) return false;
  for (size_t i = 0; i < scope->depth; i++) {
    int64_t step = 0;
    if (scope->loops[i] != owner) continue;
    if (!scope->counted || !ptowsp_value_constant(ptowsp_op_operand(owner, 2), &step) || step <= 1)
      return add_number(&row[1 + i], factor, 1);
    return add_number(&row[1 + i], factor, step) &&
           add_scaled(scope, ptowsp_op_operand(owner, 0), factor, row);
  }
  return scope->parameters && add_parameter(scope->parameters, value, factor);
}

// row += factor * value; false if the value is more than a sum of multiples of loops' variables.
static bool add_scaled(sum_t *scope, ptowsp_value_t *value, int64_t factor, int64_t *row) {
  int64_t known = 0;
  if (scope->visits++ > MAX_VISITS) return false;
  if (ptowsp_value_constant(value, &known)) return add_number(&row[0], factor, known);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return add_variable(scope, value, factor, row);
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (id == PTOWSP_OP_ARITH_INDEX_CAST)
    return !ptowsp_cuts_index(op) && add_scaled(scope, ptowsp_op_operand(op, 0), factor, row);
  if (id != PTOWSP_OP_ARITH_ADDI && id != PTOWSP_OP_ARITH_SUBI && id != PTOWSP_OP_ARITH_MULI)
    return false;
  if (!ptowsp_is_exact(op)) return false;
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  if (id != PTOWSP_OP_ARITH_MULI)
    return add_scaled(scope, x, factor, row) &&
           add_scaled(scope, y, id == PTOWSP_OP_ARITH_SUBI ? -factor : factor, row);
  bool right = ptowsp_value_constant(y, &known);
  if (!right && !ptowsp_value_constant(x, &known)) return false;
  return !__builtin_mul_overflow(factor, known, &factor) && factor >= -INT32_MAX &&
         factor <= INT32_MAX && add_scaled(scope, right ? x : y, factor, row);
}

bool ptowsp_sum_row(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth, bool counted,
                    int64_t *out_row) {
  sum_t scope = {loops, depth, counted, 0, NULL};
  memset(out_row, 0, (depth + 1) * sizeof *out_row);
  return add_scaled(&scope, value, 1, out_row);
}

// ---------------------------------------------------------------- ranges

bool ptowsp_loops_box(ptowsp_op_t *const *loops, size_t depth, int64_t *offsets, int64_t *sizes) {
  for (size_t i = 0; i < depth; i++) {
    if (!ptowsp_loop_bounds(loops[i], &offsets[i], &sizes[i])) return false;
    sizes[i] -= offsets[i];
  }
  return true;
}

// The difference of what is compared, as a sum; false if it is none, or the comparison is unsigned.
static bool compared_sum(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth,
                         int64_t *row, parameters_t *parameters) {
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1);
  sum_t scope = {loops, depth, false, 0, parameters};
  memset(row, 0, (depth + 1) * sizeof *row);
  *parameters = (parameters_t){0};
  return predicate >= PTOWSP_CMPI_EQ && predicate <= PTOWSP_CMPI_SGE &&
         add_scaled(&scope, ptowsp_op_operand(compare, 0), 1, row) &&
         add_scaled(&scope, ptowsp_op_operand(compare, 1), -1, row);
}

static bool any_parameter(const parameters_t *parameters) {
  for (size_t i = 0; i < parameters->count; i++)
    if (parameters->factors[i]) return true;
  return false;
}

// The sum that a comparison takes a remainder or a quotient of; false: it does neither.
static bool divided_sum(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth, int64_t *row,
                        parameters_t *parameters) {
  int64_t divisor = 0;
  ptowsp_op_t *op = ptowsp_value_op(ptowsp_op_operand(compare, 0));
  sum_t scope = {loops, depth, false, 0, parameters};
  memset(row, 0, (depth + 1) * sizeof *row);
  *parameters = (parameters_t){0};
  return (ptowsp_op_is(op, PTOWSP_OP_ARITH_REMSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVSI)) &&
         ptowsp_is_exact(op) && ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) &&
         divisor > 0 && add_scaled(&scope, ptowsp_op_operand(op, 0), 1, row);
}

bool ptowsp_comparison_from_outside(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth) {
  int64_t row[depth + 1];
  parameters_t parameters;
  return (compared_sum(compare, loops, depth, row, &parameters) ||
          divided_sum(compare, loops, depth, row, &parameters)) &&
         any_parameter(&parameters);
}

bool ptowsp_index_steps(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth,
                        int64_t *out_steps) {
  int64_t row[depth + 1];
  parameters_t parameters = {0};
  sum_t scope = {loops, depth, false, 0, &parameters};
  memset(row, 0, sizeof row);
  if (!add_scaled(&scope, value, 1, row)) return false;
  memcpy(out_steps, row + 1, depth * sizeof *row);
  return true;
}

bool ptowsp_index_range(ptowsp_value_t *value, ptowsp_op_t *const *loops, size_t depth,
                        int64_t *out_least, int64_t *out_most) {
  int64_t offsets[depth + 1], sizes[depth + 1], row[depth + 1], divisor = 0, all = 1;
  parameters_t parameters = {0};
  sum_t scope = {loops, depth, false, 0, &parameters};
  // Quotients grow with what is divided, and those of quotients are those by the product.
  for (ptowsp_op_t *op; (op = ptowsp_value_op(value)); value = ptowsp_op_operand(op, 0))
    if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVSI) || !ptowsp_is_exact(op) ||
        !ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) || divisor < 1 ||
        __builtin_mul_overflow(all, divisor, &all))
      break;
  memset(row, 0, sizeof row);
  if (!ptowsp_loops_box(loops, depth, offsets, sizes)) return false;
  for (size_t i = 0; i < depth; i++)
    if (sizes[i] < 1) return false;
  if (!add_scaled(&scope, value, 1, row) ||
      !ptowsp_row_range(depth, row, offsets, sizes, out_least, out_most))
    return false;
  if (any_parameter(&parameters)) *out_least = INT64_MIN, *out_most = INT64_MAX;
  *out_least /= all;
  *out_most /= all;
  return true;
}

static int64_t gcd(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

// Whether a sum over a box of loops takes each remainder of a divisor.
static bool takes_all_remainders(size_t depth, const int64_t *row, const int64_t *sizes,
                                 int64_t divisor) {
  for (size_t i = 0; i < depth; i++)
    if (sizes[i] >= divisor && gcd(row[1 + i], divisor) == 1) return true;
  return false;
}

// x % d == c and x % d != c where x is a sum, d and c are numbers. False: isl may tell more.
static bool remainder_known(ptowsp_op_t *compare, size_t depth, const int64_t *row,
                            const int64_t *offsets, const int64_t *sizes, int *out_known) {
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1), divisor = 0, number = 0;
  int64_t least, most;
  ptowsp_op_t *rest = ptowsp_value_op(ptowsp_op_operand(compare, 0));
  ptowsp_value_constant(ptowsp_op_operand(rest, 1), &divisor);
  if (predicate > PTOWSP_CMPI_NE ||
      !ptowsp_value_constant(ptowsp_op_operand(compare, 1), &number) || number < 0 ||
      number >= divisor || !ptowsp_row_range(depth, row, offsets, sizes, &least, &most) ||
      (least < 0 && number != 0)) // the remainder may be negative
    return false;
  if (takes_all_remainders(depth, row, sizes, divisor)) return true;
  for (size_t i = 0; i < depth; i++)
    if (row[1 + i] % divisor && sizes[i] > 1) return false;
  *out_known = (least % divisor == number) == (predicate == PTOWSP_CMPI_EQ);
  return true;
}

// What an inequality of a difference with 0 says, from the least and the most of that.
static int inequality(int64_t predicate, int64_t least, int64_t most) {
  bool strict = predicate == PTOWSP_CMPI_SLT || predicate == PTOWSP_CMPI_SGE;
  bool negated = predicate == PTOWSP_CMPI_SGE || predicate == PTOWSP_CMPI_SGT;
  bool all = strict ? most < 0 : most <= 0, none = strict ? least >= 0 : least > 0;
  return all ? !negated : none ? negated : -1;
}

// x / d < c and its like where x is a sum, d and c are numbers: quotients grow with x.
static bool quotient_known(ptowsp_op_t *compare, size_t depth, const int64_t *row,
                           const int64_t *offsets, const int64_t *sizes, int *out_known) {
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1), divisor = 1, number = 0;
  int64_t least, most;
  ptowsp_op_t *quotient = ptowsp_value_op(ptowsp_op_operand(compare, 0));
  ptowsp_value_constant(ptowsp_op_operand(quotient, 1), &divisor);
  if (predicate < PTOWSP_CMPI_SLT || predicate > PTOWSP_CMPI_SGE ||
      !ptowsp_value_constant(ptowsp_op_operand(compare, 1), &number) || number > INT32_MAX ||
      number < -INT32_MAX || !ptowsp_row_range(depth, row, offsets, sizes, &least, &most))
    return false;
  *out_known = inequality(predicate, least / divisor - number, most / divisor - number);
  return true;
}

// The same for both.
static bool division_known(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth,
                           const int64_t *offsets, const int64_t *sizes, int *out_known) {
  int64_t row[depth + 1];
  parameters_t parameters;
  *out_known = -1;
  if (!divided_sum(compare, loops, depth, row, &parameters)) return false;
  if (any_parameter(&parameters)) return true;
  ptowsp_op_t *op = ptowsp_value_op(ptowsp_op_operand(compare, 0));
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_REMSI)
             ? remainder_known(compare, depth, row, offsets, sizes, out_known)
             : quotient_known(compare, depth, row, offsets, sizes, out_known);
}

bool ptowsp_comparison_known(ptowsp_op_t *compare, ptowsp_op_t *const *loops, size_t depth,
                             int *out_known) {
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1);
  int64_t offsets[depth + 1], sizes[depth + 1], row[depth + 1], least, most;
  parameters_t parameters;
  bool is_equality = predicate == PTOWSP_CMPI_EQ || predicate == PTOWSP_CMPI_NE;
  if (!ptowsp_loops_box(loops, depth, offsets, sizes)) return false;
  for (size_t i = 0; i < depth; i++)
    if (sizes[i] < 1) return false;
  if (division_known(compare, loops, depth, offsets, sizes, out_known)) return true;
  if (!compared_sum(compare, loops, depth, row, &parameters)) return false;
  *out_known = -1;
  if (any_parameter(&parameters)) return !is_equality; // it may be a multiple only
  if (!ptowsp_row_range(depth, row, offsets, sizes, &least, &most)) return false;
  if (!is_equality) {
    *out_known = inequality(predicate, least, most);
    return true;
  }
  if (least < 0 && most > 0) return false; // may miss 0
  if (least > 0 || most < 0) *out_known = predicate == PTOWSP_CMPI_NE;
  if (least == 0 && most == 0) *out_known = predicate == PTOWSP_CMPI_EQ;
  return true;
}
