// Functions that the vector unit has no instruction for, by those it has.
//
//   %1 = math.log2 %0      →      %1 = math.log %0
//                                 %2 = arith.mulf %1, %log2_e
//
// Each becomes a formula in the scalar program, in front of it, which is raised like any other: a
// polynomial where the argument is small, so that little results keep their digits, and
// exponentials beyond. The coefficients interpolate the function at Chebyshev nodes. The errors
// against the exact values, as sampled in steps of float arithmetic, are in docs/math.md.
//
// For float alone: the vector unit has no double, and 16-bit floats are computed in float.
#include <math.h>

#include "wsp_raise_loops.h"

typedef struct {
  raise_t *r;
  ptowsp_builder_t b;
} formula_t;

static ptowsp_value_t *number(formula_t *f, double value) {
  ptowsp_context_t *context = f->r->context;
  return ptowsp_build_constant(
      &f->b, ptowsp_attr_float(context, value, ptowsp_type_float(context, PTOWSP_FLOAT_F32)));
}

static ptowsp_value_t *add(formula_t *f, ptowsp_value_t *x, ptowsp_value_t *y) {
  return ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_ADDF, x, y);
}

static ptowsp_value_t *subtract(formula_t *f, ptowsp_value_t *x, ptowsp_value_t *y) {
  return ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_SUBF, x, y);
}

static ptowsp_value_t *multiply(formula_t *f, ptowsp_value_t *x, ptowsp_value_t *y) {
  return ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_MULF, x, y);
}

static ptowsp_value_t *divide(formula_t *f, ptowsp_value_t *x, ptowsp_value_t *y) {
  return ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_DIVF, x, y);
}

static ptowsp_value_t *times(formula_t *f, ptowsp_value_t *x, double factor) {
  return multiply(f, x, number(f, factor));
}

static ptowsp_value_t *plus(formula_t *f, ptowsp_value_t *x, double term) {
  return add(f, x, number(f, term));
}

static ptowsp_value_t *one_minus(formula_t *f, ptowsp_value_t *x) {
  return plus(f, ptowsp_build_unary(&f->b, PTOWSP_OP_ARITH_NEGF, x), 1);
}

static ptowsp_value_t *exponential(formula_t *f, ptowsp_value_t *x) {
  return ptowsp_build_unary(&f->b, PTOWSP_OP_MATH_EXP, x);
}

static ptowsp_value_t *logarithm(formula_t *f, ptowsp_value_t *x) {
  return ptowsp_build_unary(&f->b, PTOWSP_OP_MATH_LOG, x);
}

static ptowsp_value_t *magnitude(formula_t *f, ptowsp_value_t *x) {
  return ptowsp_build_unary(&f->b, PTOWSP_OP_MATH_ABSF, x);
}

// x < bound ? yes : no
static ptowsp_value_t *below(formula_t *f, ptowsp_value_t *x, double bound, ptowsp_value_t *yes,
                             ptowsp_value_t *no) {
  ptowsp_value_t *is_below =
      ptowsp_build_compare(&f->b, PTOWSP_OP_ARITH_CMPF, PTOWSP_CMPF_OLT, x, number(f, bound));
  return ptowsp_build_select(&f->b, is_below, yes, no);
}

// With the sign of x; `value` is not negative.
static ptowsp_value_t *signed_as(formula_t *f, ptowsp_value_t *x, ptowsp_value_t *value) {
  return below(f, x, 0, ptowsp_build_unary(&f->b, PTOWSP_OP_ARITH_NEGF, value), value);
}

// c[0] + c[1] x + …
static ptowsp_value_t *polynomial(formula_t *f, ptowsp_value_t *x, const double *c, size_t count) {
  ptowsp_value_t *sum = number(f, c[count - 1]);
  for (size_t i = count - 1; i-- > 0;) sum = plus(f, multiply(f, sum, x), c[i]);
  return sum;
}

// x times a polynomial of its square.
static ptowsp_value_t *odd(formula_t *f, ptowsp_value_t *x, const double *c, size_t count) {
  return multiply(f, x, polynomial(f, multiply(f, x, x), c, count));
}

// (1 - t) / (1 + t) with t = exp(-2 |x|)
static ptowsp_value_t *build_tanh(formula_t *f, ptowsp_value_t *x) {
  static const double c[] = {
      1, -0.333332598, 0.133311138, -0.0537201092, 0.0205881912, -0.00565713504};
  ptowsp_value_t *size = magnitude(f, x), *t = exponential(f, times(f, size, -2));
  ptowsp_value_t *large = divide(f, one_minus(f, t), plus(f, t, 1));
  return below(f, size, 0.625, odd(f, x, c, PTOWSP_COUNTOF(c)), signed_as(f, x, large));
}

static ptowsp_value_t *small_erf(formula_t *f, ptowsp_value_t *x) {
  static const double c[] = {1.12837911,    -0.37612626,    0.112835944,   -0.0268542115,
                             0.00518908724, -0.00080168643, 7.87587487e-05};
  return odd(f, x, c, PTOWSP_COUNTOF(c));
}

// t exp(p(t) - x^2) with t = 1 / (1 + |x| / 2), for |x| >= 0.5: the form of the Chebyshev fit in
// Numerical Recipes, with coefficients of its own.
static ptowsp_value_t *large_erfc(formula_t *f, ptowsp_value_t *size) {
  static const double c[] = {-1.26553094, 1.00058901,  0.36707285, 0.143639356, -0.372489244,
                             0.739217043, -1.84910989, 2.16334343, -1.17738092, 0.250681549};
  ptowsp_value_t *t = divide(f, number(f, 1), plus(f, times(f, size, 0.5), 1));
  ptowsp_value_t *p = polynomial(f, t, c, PTOWSP_COUNTOF(c));
  return multiply(f, t, exponential(f, subtract(f, p, multiply(f, size, size))));
}

static ptowsp_value_t *build_erf(formula_t *f, ptowsp_value_t *x) {
  ptowsp_value_t *size = magnitude(f, x);
  ptowsp_value_t *large = signed_as(f, x, one_minus(f, large_erfc(f, size)));
  return below(f, size, 1, small_erf(f, x), large);
}

static ptowsp_value_t *build_erfc(formula_t *f, ptowsp_value_t *x) {
  ptowsp_value_t *size = magnitude(f, x), *tail = large_erfc(f, size);
  ptowsp_value_t *rest = plus(f, ptowsp_build_unary(&f->b, PTOWSP_OP_ARITH_NEGF, tail), 2);
  return below(f, size, 0.5, one_minus(f, small_erf(f, x)), below(f, x, 0, rest, tail));
}

static ptowsp_value_t *build_expm1(formula_t *f, ptowsp_value_t *x) {
  static const double c[] = {
      1, 0.50000006, 0.166666672, 0.0416653045, 0.00833318196, 0.00139977736, 0.000199621762};
  ptowsp_value_t *small = multiply(f, x, polynomial(f, x, c, PTOWSP_COUNTOF(c)));
  return below(f, magnitude(f, x), 0.5, small, plus(f, exponential(f, x), -1));
}

// With u = 1 + x rounded, log(u) x / (u - 1) makes up for the rounding; u = 1 leaves x.
static ptowsp_value_t *build_log1p(formula_t *f, ptowsp_value_t *x) {
  ptowsp_value_t *u = plus(f, x, 1), *log = logarithm(f, u), *size = magnitude(f, x);
  ptowsp_value_t *corrected = divide(f, multiply(f, log, x), plus(f, u, -1));
  ptowsp_value_t *tiny = below(f, size, 5.9604652e-08, x, corrected); // behind 2^-24
  return below(f, size, 1, tiny, log);
}

static ptowsp_value_t *build_log2(formula_t *f, ptowsp_value_t *x) {
  return times(f, logarithm(f, x), 1.4426950408889634);
}

static ptowsp_value_t *build_log10(formula_t *f, ptowsp_value_t *x) {
  return times(f, logarithm(f, x), 0.43429448190325183);
}

// exp(|x|) / 2 and exp(-|x|) / 2 by the exponential of half of it, which does not overflow before
// the result does.
static void halves(formula_t *f, ptowsp_value_t *size, ptowsp_value_t **out_growing,
                   ptowsp_value_t **out_falling) {
  ptowsp_value_t *h = exponential(f, times(f, size, 0.5));
  *out_growing = multiply(f, times(f, h, 0.5), h);
  *out_falling = divide(f, divide(f, number(f, 0.5), h), h);
}

static ptowsp_value_t *build_sinh(formula_t *f, ptowsp_value_t *x) {
  static const double c[] = {1, 0.166666657, 0.00833335333, 0.000198357142, 2.81901885e-06};
  ptowsp_value_t *size = magnitude(f, x), *growing, *falling;
  halves(f, size, &growing, &falling);
  ptowsp_value_t *large = signed_as(f, x, subtract(f, growing, falling));
  return below(f, size, 1, odd(f, x, c, PTOWSP_COUNTOF(c)), large);
}

static ptowsp_value_t *build_cosh(formula_t *f, ptowsp_value_t *x) {
  ptowsp_value_t *growing, *falling;
  halves(f, magnitude(f, x), &growing, &falling);
  return add(f, growing, falling);
}

static ptowsp_value_t *build_exp2(formula_t *f, ptowsp_value_t *x) {
  return exponential(f, times(f, x, 0.69314718055994531));
}

// x to the power of a whole number, by squaring.
static ptowsp_value_t *whole_power(formula_t *f, ptowsp_value_t *x, int exponent) {
  ptowsp_value_t *power = NULL;
  for (int rest = exponent; rest; rest >>= 1) {
    if (rest & 1) power = power ? multiply(f, power, x) : x;
    if (rest > 1) x = multiply(f, x, x);
  }
  return power;
}

enum { MOST_SQUARED = 16 };

static bool is_number(const ptowsp_value_t *value, double *out) {
  const ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  *out = ptowsp_attr_float_value(ptowsp_op_attr(op, "value"));
  return isfinite(*out);
}

// Exponents of which the sign of x does not matter: all but whole numbers, which are multiplied if
// they are small.
static bool has_power(double exponent) {
  return exponent != 0 && (exponent != trunc(exponent) || fabs(exponent) <= MOST_SQUARED);
}

// A power of a positive constant, or one with a constant exponent.
static bool is_known_power(const ptowsp_op_t *op) {
  double known;
  if (is_number(ptowsp_op_operand(op, 1), &known)) return has_power(known);
  return is_number(ptowsp_op_operand(op, 0), &known) && known > 0;
}

static ptowsp_value_t *build_power(formula_t *f, const ptowsp_op_t *op) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0);
  double base, exponent;
  if (!is_number(ptowsp_op_operand(op, 1), &exponent)) {
    is_number(x, &base);
    return exponential(f, times(f, ptowsp_op_operand(op, 1), log(base)));
  }
  if (exponent != trunc(exponent)) return exponential(f, times(f, logarithm(f, x), exponent));
  // The products are not the C library's to the last bit.
  ptowsp_op_set_attr(f->r->kernel, "wsp.reassociated", ptowsp_attr_unit(f->r->context));
  ptowsp_value_t *power = whole_power(f, x, (int)fabs(exponent));
  return exponent < 0 ? divide(f, number(f, 1), power) : power;
}

// abs of the least number is undefined in C.
static ptowsp_value_t *build_absi(formula_t *f, ptowsp_value_t *x) {
  ptowsp_type_t type = ptowsp_value_type(x);
  ptowsp_attr_t zero = ptowsp_attr_integer(f->r->context, 0, type);
  ptowsp_value_t *none = ptowsp_build_constant(&f->b, zero);
  ptowsp_value_t *opposite = ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_SUBI, none, x);
  return ptowsp_build_binary(&f->b, PTOWSP_OP_ARITH_MAXSI, x, opposite);
}

typedef struct {
  ptowsp_op_id_t op;
  ptowsp_value_t *(*build)(formula_t *f, ptowsp_value_t *x);
} function_t;

static const function_t functions[] = {
    {PTOWSP_OP_MATH_TANH, build_tanh},   {PTOWSP_OP_MATH_ERF, build_erf},
    {PTOWSP_OP_MATH_ERFC, build_erfc},   {PTOWSP_OP_MATH_EXPM1, build_expm1},
    {PTOWSP_OP_MATH_LOG1P, build_log1p}, {PTOWSP_OP_MATH_LOG2, build_log2},
    {PTOWSP_OP_MATH_LOG10, build_log10}, {PTOWSP_OP_MATH_SINH, build_sinh},
    {PTOWSP_OP_MATH_COSH, build_cosh},   {PTOWSP_OP_MATH_ABSI, build_absi},
    {PTOWSP_OP_MATH_EXP2, build_exp2},
};

static bool has_type(const ptowsp_op_t *op) {
  if (ptowsp_op_result_count(op) != 1) return false;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_op_is(op, PTOWSP_OP_MATH_ABSI)) return ptowsp_type_kind(type) == PTOWSP_TYPE_INTEGER;
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F32;
}

bool raise_has_formula(const ptowsp_op_t *op) {
  if (!has_type(op)) return false;
  if (ptowsp_op_is(op, PTOWSP_OP_MATH_POWF)) return is_known_power(op);
  for (size_t i = 0; i < PTOWSP_COUNTOF(functions); i++)
    if (functions[i].op == ptowsp_op_id(op)) return true;
  return false;
}

bool raise_formula(raise_t *r, ptowsp_op_t *op) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0), *last = NULL;
  if (!ptowsp_value_first_use(result)) return true; // written out in an earlier attempt
  formula_t f = {r, ptowsp_builder_before(op)};
  ptowsp_op_t *before = ptowsp_op_previous(op);
  if (ptowsp_op_is(op, PTOWSP_OP_MATH_POWF)) last = build_power(&f, op);
  for (size_t i = 0; i < PTOWSP_COUNTOF(functions) && !last; i++)
    if (functions[i].op == ptowsp_op_id(op))
      last = functions[i].build(&f, ptowsp_op_operand(op, 0));
  ptowsp_op_t *step = before ? ptowsp_op_next(before) : ptowsp_block_first(ptowsp_op_block(op));
  for (; step != op; step = ptowsp_op_next(step))
    if (!ptowsp_op_is(step, PTOWSP_OP_ARITH_CONSTANT) && !raise_arith(r, step)) return false;
  raise_value_t value;
  if (!raise_find(r, last, &value)) return false;
  raise_define(r, result, &value);
  ptowsp_value_replace_all(result, last);
  return true;
}
